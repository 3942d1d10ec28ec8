import { sql } from 'kysely'
import type { Check } from './checks.ts'

/**
 * What follows a case is seen by who sees the case: its events and its applicants must lie in the same place, else row
 * security would show them to others, or hide them.
 */
export const places: Check = {
  name: 'events and applicants lie where their case lies',
  run: (database) =>
    database.withScope({ mode: 'engine' }, async (trx) => {
      const { rows } = await sql<{ events: number; applicants: number }>`select
        (select count(*) from core.case_event e join core."case" c
          on c.area_code = e.area_code and c.opened_on = e.opened_on and c.case_id = e.case_id
          where (e.scope_key, e.organisation_id, e.hall_id) is distinct from
            (c.scope_key, c.organisation_id, c.hall_id))::int as events,
        (select count(*) from core.personal_record r left join core.case_key k on k.case_ref = r.subject
          left join core."case" c
            on c.area_code = k.area_code and c.opened_on = k.opened_on and c.case_id = k.case_id
          where r.holder = 'APPLICANT' and (r.scope_key, r.organisation_id, r.hall_id) is distinct from
            (c.scope_key, c.organisation_id, c.hall_id))::int as applicants`.execute(trx)
      const { events = 0, applicants = 0 } = rows[0] ?? {}
      return [
        ...(events === 0 ? [] : [`Events that lie elsewhere than their case: ${events}.`]),
        ...(applicants === 0 ? [] : [`Applicants that lie elsewhere than their case: ${applicants}.`]),
      ]
    }),
}
