import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

/** Times without messages; the database, too, takes none without a reason or an end. */
export const silence: Migration = {
  up: async (db) => {
    await sql`create table core.silence (
      id uuid primary key,
      region_id int not null,
      scope_key bigint not null,
      scope_end bigint not null,
      hall_id int,
      organisation_id int,
      clock text,
      reason text not null check (reason <> ''),
      created_at timestamptz not null,
      created_by text not null,
      ends_at timestamptz not null,
      ended_at timestamptz,
      ended_by text,
      check (ends_at > created_at and ends_at <= created_at + interval '30 days')
    )`.execute(db)
    await sql`create index silence_newest on core.silence (scope_key, created_at desc)`.execute(db)
    await secure(db, 'core.silence', {
      read: 'range',
      write: ['administration'],
      organisation: 'organisation_id',
      hall: 'hall_id',
    })
  },
}
