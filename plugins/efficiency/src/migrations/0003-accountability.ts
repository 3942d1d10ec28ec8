import { appendOnly, secure } from '@zhikong/core'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Leads are hidden from who is bound to an organisation or hall: whom they accuse must not know of a mere suspicion. */
export const createAccountability: Migration = {
  up: async (db) => {
    await sql`create table efficiency.accountability_lead (
      id int generated always as identity primary key,
      trigger text not null check (trigger in ('VALID_APPLICATION_REFUSED', 'REFUSED_WITHOUT_REASON', 'STEP_OVERDUE',
        'SENT_UP_LATE', 'NOT_ON_PLATFORM', 'CHARGED_OUTSIDE_LIST', 'EXTRA_MATERIAL')),
      area_code int not null, region_id int not null, scope_key bigint not null,
      organisation_id int, hall_id int,
      opened_on date not null, case_id uuid not null, case_number text not null, alert_id uuid,
      words text not null, evidence text,
      found_by_id text not null, found_by text not null, found_at timestamptz not null,
      state text not null check (state in ('PROPOSED', 'CONFIRMED', 'DISMISSED')),
      judged_by_id text, judged_by text, judged_at timestamptz, reason text,
      unique (case_id, trigger),
      check (judged_by_id <> found_by_id),
      check (state = 'PROPOSED' or (judged_by_id is not null and judged_at is not null and reason is not null))
    )`.execute(db)
    await sql`create index accountability_lead_place on efficiency.accountability_lead (scope_key, id desc)`.execute(db)
    await secure(db, 'efficiency.accountability_lead', { read: 'range', write: ['engine'] })
    await createRecord.up(db)
    await sql`create table efficiency.accountability_step (
      id int generated always as identity primary key,
      record_id int not null references efficiency.accountability_record (id),
      scope_key bigint not null,
      at timestamptz not null, actor_id text not null, actor text not null,
      state text not null check (state in ('OPEN', 'HEARD', 'DECIDED', 'CARRIED_OUT', 'CLOSED', 'WITHDRAWN')),
      words text not null
    )`.execute(db)
    await sql`create index accountability_step_record on efficiency.accountability_step (record_id, id)`.execute(db)
    await appendOnly(db, 'efficiency.accountability_step', 'range', ['engine'])
  },
}

/** The unit that is held to account sees its own records: it is to be heard. */
const createRecord: Migration = {
  up: async (db) => {
    await sql`create table efficiency.accountability_record (
      id int generated always as identity primary key,
      act text not null check (act in ('INACTION', 'SLOW', 'ARBITRARY')),
      lead_id int references efficiency.accountability_lead (id), alert_id uuid,
      area_code int not null, region_id int not null, scope_key bigint not null,
      organisation_id int, hall_id int, staff_id int,
      opened_on date not null, case_id uuid not null, case_number text not null,
      accepted_at timestamptz, issued_at timestamptz not null,
      ground text not null, cited_rule text not null,
      state text not null check (state in ('OPEN', 'HEARD', 'DECIDED', 'CARRIED_OUT', 'CLOSED', 'WITHDRAWN')),
      opened_by_id text not null, opened_by text not null, opened_at timestamptz not null,
      hearing text check (hearing in ('HELD', 'WAIVED')), heard_at timestamptz, statement text,
      measure text check (measure in ('ADMONITION', 'CRITICISM', 'ORDERED_TO_CORRECT', 'REFERRED', 'NONE')),
      decision_number text, decided_by_id text, decided_by text, decided_at timestamptz,
      served_at timestamptz, carried_out_at timestamptz, outcome text,
      check (decided_by_id <> opened_by_id),
      check (state in ('OPEN', 'WITHDRAWN') or (hearing is not null and heard_at is not null and statement is not null)),
      check (state not in ('DECIDED', 'CARRIED_OUT', 'CLOSED') or (measure is not null and decided_by_id is not null
        and decided_at is not null and decision_number is not null))
    )`.execute(db)
    for (const origin of ['lead_id', 'alert_id']) {
      await sql`create unique index ${sql.raw(`accountability_record_${origin}`)}
        on efficiency.accountability_record (${sql.raw(origin)}) where state <> 'WITHDRAWN'`.execute(db)
    }
    const place = sql`(scope_key, organisation_id, hall_id, id desc)`
    await sql`create index accountability_record_place on efficiency.accountability_record ${place}`.execute(db)
    const access = { read: 'range', write: ['engine'], organisation: 'organisation_id', hall: 'hall_id' } as const
    await secure(db, 'efficiency.accountability_record', access)
  },
}
