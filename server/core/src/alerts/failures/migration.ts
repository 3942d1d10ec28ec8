import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

/** Clocks that stand with an alert each of before are looked at again, and told of in the new way when they still do. */
const wakeStanding = [
  `update core.clock_subject set continuous_threshold = 0
    where closed_at is null and work_threshold is null and continuous_threshold is null and clock in (
      select split_part(subject, ' ', 1) from core.engine_alert where code = 'CLOCK_STANDS' and closed_at is null)`,
  `update core.engine_alert set closed_at = now() where code = 'CLOCK_STANDS' and closed_at is null`,
]

const failedClock: Migration = {
  up: async (db) => {
    await sql`create table core.failed_clock (
      area_code int not null,
      opened_on date not null,
      case_id uuid not null,
      clock text not null,
      subject text not null,
      kind text not null check (kind in ('RULE_ERROR', 'BEYOND_CALENDAR')),
      about text not null,
      message text not null,
      historical boolean not null,
      failed_at timestamptz not null,
      tries int not null,
      retry_at timestamptz not null,
      primary key (area_code, opened_on, case_id, clock)
    )`.execute(db)
    await sql`create index failed_clock_retry on core.failed_clock (retry_at)`.execute(db)
    await sql`create index failed_clock_about on core.failed_clock (kind, about, failed_at)`.execute(db)
    await secure(db, 'core.failed_clock', { read: 'engine', write: ['intake', 'engine', 'administration'] })
    for (const statement of wakeStanding) await sql.raw(statement).execute(db)
  },
}

export const failuresMigrations: Readonly<Record<string, Migration>> = { '0028-failed-clock': failedClock }
