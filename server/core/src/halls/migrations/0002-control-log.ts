import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { appendOnly } from '../../access/audit/append-only.ts'
import { secure } from '../../database/policies.ts'

const SEAT = sql.raw('region_id int not null, area_code int not null, scope_key bigint not null, hall_id int not null')
const OF_HALL = { read: 'range', hall: 'hall_id' } as const

/** Daily control logs of halls, which nobody changes afterwards, and the day that each hall owes next (4-b). */
export const createControlLog: Migration = {
  up: async (db) => {
    await sql`create table halls.control_log (
      id uuid not null, ${SEAT}, day date not null, measures text not null,
      problems text[] not null, finding_ids uuid[] not null, kept_at timestamptz not null, kept_by text not null,
      primary key (area_code, id), check (cardinality(problems) = cardinality(finding_ids))
    )`.execute(db)
    await sql`create index control_log_hall on halls.control_log (hall_id, day)`.execute(db)
    await sql`create index control_log_day on halls.control_log (day, scope_key)`.execute(db)
    await appendOnly(db, 'halls.control_log', OF_HALL, ['engine'])
    await sql`create table halls.control_clock (
      ${SEAT}, clock_id uuid not null, owed_day date not null, primary key (area_code, hall_id)
    )`.execute(db)
    await secure(db, 'halls.control_clock', { ...OF_HALL, write: ['engine'] })
  },
}
