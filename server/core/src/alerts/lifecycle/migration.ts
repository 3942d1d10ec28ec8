import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { grant } from '../../access/audit/append-only.ts'
import { secure } from '../../database/policies.ts'

const COLUMNS = [
  `rule text not null default '{}'`,
  'feedback_due_at timestamptz',
  'feedback_at timestamptz',
  'feedback_by text',
  'feedback text',
  `escalation text not null default 'UNIT' check (escalation in ('UNIT', 'HALL', 'AUTHORITY'))`,
  'escalates_at timestamptz',
  'urged int not null default 0',
  'last_urged_at timestamptz',
  'ended_at timestamptz',
  'closed_at timestamptz',
  'revoked_at timestamptz',
]

/** Cards of before were answered to nobody in time: they get no limits afterwards, and warnings on ended cases close. */
const takeOver = [
  `update core.alert a set ended_at = c.ended_at from core."case" c
    where c.area_code = a.area_code and c.opened_on = a.opened_on and c.case_id = a.case_id and c.ended_at is not null`,
  `update core.alert set state = 'CLOSED', closed_at = ended_at
    where level = 'WARNING' and ended_at is not null and state in ('ISSUED', 'ACKNOWLEDGED')`,
]

/** What becomes of a card after it was raised, and the trail of it. */
export const alertLifecycle: Migration = {
  up: async (db) => {
    await sql`alter table core.alert drop constraint alert_state_check`.execute(db)
    await sql`alter table core.alert add constraint alert_state_check check (state in
      ('TO_CONFIRM', 'ISSUED', 'ACKNOWLEDGED', 'APPEALED', 'UPHELD', 'REVOKED', 'CLOSED'))`.execute(db)
    for (const column of COLUMNS) await sql`alter table core.alert add column ${sql.raw(column)}`.execute(db)
    for (const statement of takeOver) await sql.raw(statement).execute(db)
    await sql`create index alert_escalating on core.alert (escalates_at) where state = 'ISSUED'`.execute(db)
    await sql`create index alert_unanswered on core.alert (feedback_due_at) where feedback_at is null`.execute(db)
    await sql`create table core.alert_step (
      step_id bigint generated always as identity,
      alert_id uuid not null,
      area_code int not null,
      opened_on date not null,
      case_id uuid not null,
      scope_key bigint not null,
      organisation_id int,
      hall_id int,
      at timestamptz not null,
      actor_id text not null,
      actor text not null,
      kind text not null check (kind in ('RAISED', 'CONFIRMED', 'REFUSED', 'LAPSED', 'ACKNOWLEDGED', 'FED_BACK',
        'APPEALED', 'UPHELD', 'REVOKED', 'URGED', 'ESCALATED', 'CLOSED')),
      from_state text,
      to_state text not null,
      text text,
      primary key (area_code, opened_on, case_id, step_id)
    )`.execute(db)
    const whose = { organisation: 'organisation_id', hall: 'hall_id' }
    await secure(db, 'core.alert_step', { read: 'range', write: [], ...whose })
    const writing = sql.raw(`current_setting('zhikong.mode', true) = any (array['intake', 'engine'])`)
    await sql`create policy inserts on core.alert_step for insert with check (${writing})`.execute(db)
    await sql`create policy updates on core.alert_step for update using (${writing}) with check (${writing})`.execute(
      db,
    )
    await grant(db, 'core.alert_step', 'insert')
    // A case that goes to another organisation takes its trail along; nothing else of a step can be changed.
    await grant(db, 'core.alert_step', 'update (organisation_id)')
  },
}
