import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Applications of before counted for nothing until somebody accepted them: the engine looks at each at once. */
const firstThresholds: Migration = {
  up: async (db) => {
    await sql`insert into core.threshold (calendar_id, threshold, work_calendar, calendar_revision, pinned, area_code,
        opened_on, case_id)
      select 'continuous', floor(extract(epoch from clock_timestamp()) * 1000)::bigint, c.calendar_id, 0, true,
        c.area_code, c.opened_on, c.case_id
      from core."case" c where c.ended_at is null and c.accepted_at is null and c.submitted_at is not null
        and not exists (select from core.threshold t
          where t.area_code = c.area_code and t.opened_on = c.opened_on and t.case_id = c.case_id)`.execute(db)
  },
}

/**
 * Cards of before there were trails: theirs begins with what the card itself says, before every step that was taken
 * since. Numbers below zero come before all others.
 */
const firstSteps: Migration = {
  up: async (db) => {
    await sql`insert into core.alert_step (step_id, alert_id, area_code, opened_on, case_id, scope_key, organisation_id,
        hall_id, at, actor_id, actor, kind, from_state, to_state, text)
      overriding system value
      select least((select min(step_id) from core.alert_step), 0) - row_number() over (order by a.raised_at desc, a.alert_id),
        a.alert_id, a.area_code, a.opened_on, a.case_id, a.scope_key, a.organisation_id, a.hall_id, a.raised_at,
        'engine', 'engine', 'RAISED', null, case when a.provisional then 'TO_CONFIRM' else 'ISSUED' end, null
      from core.alert a where not exists (select from core.alert_step s where s.area_code = a.area_code
        and s.opened_on = a.opened_on and s.case_id = a.case_id and s.alert_id = a.alert_id and s.kind = 'RAISED')`.execute(
      db,
    )
  },
}

/** What the first versions left undone for what was there already. */
export const takeOverMigrations: Readonly<Record<string, Migration>> = {
  '0029-first-steps': firstSteps,
  '0029-first-thresholds': firstThresholds,
}
