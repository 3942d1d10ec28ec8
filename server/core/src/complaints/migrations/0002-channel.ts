import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { appendOnly } from '../../access/audit/append-only.ts'
import { secure } from '../../database/policies.ts'
import { CHANNELS, OF_UNIT, UNIT } from './unit.ts'

/** The ways by which one may complain, and their tests (6.3-k). */
export const createChannel: Migration = {
  up: async (db) => {
    await sql`create table complaints.channel (
      id uuid primary key, ${UNIT}, kind text not null check (kind in ${CHANNELS}),
      title text not null, address text not null, proof text not null,
      published_on date not null, ended_on date, test_every int not null check (test_every between 1 and 250),
      last_tested_at timestamptz, last_alive_at timestamptz, alive boolean,
      next_test_due timestamptz not null, round_id uuid not null,
      check ((last_tested_at is null) = (alive is null))
    )`.execute(db)
    await sql`create index channel_place on complaints.channel (scope_key, id)`.execute(db)
    await secure(db, 'complaints.channel', { ...OF_UNIT, write: ['engine'] })
    await sql`create table complaints.channel_test (
      id uuid primary key, channel_id uuid not null references complaints.channel (id), ${UNIT},
      at timestamptz not null, day date not null, tester_id text not null, tester text not null,
      alive boolean not null, words text not null
    )`.execute(db)
    await sql`create index channel_test_of on complaints.channel_test (channel_id, id)`.execute(db)
    await sql`create index channel_test_day on complaints.channel_test (day, scope_key)`.execute(db)
    await appendOnly(db, 'complaints.channel_test', OF_UNIT, ['engine'])
  },
}
