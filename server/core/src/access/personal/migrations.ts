import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'
import { appendOnly, grant } from '../audit/append-only.ts'

const PARTITIONS = 8

const personal: Migration = {
  up: async (db) => {
    await sql`create table core.personal_key (
      key_id text primary key,
      check_value text not null,
      first_used_at timestamptz not null default now()
    )`.execute(db)
    await secure(db, 'core.personal_key', { read: 'engine', write: ['engine'] })
    await sql`create table core.personal_record (
      holder text not null check (holder in ('APPLICANT', 'RATER', 'COMPLAINANT')),
      subject text not null,
      event_key text not null,
      occurred_at timestamptz not null,
      scope_key bigint not null,
      organisation_id int,
      hall_id int,
      sealed bytea not null,
      key_id text not null,
      id_number_index bytea,
      phone_index bytea,
      primary key (subject, holder, event_key)
    ) partition by hash (subject)`.execute(db)
    for (let part = 0; part < PARTITIONS; part++) {
      await sql`create table ${sql.raw(`core.personal_record_${part}`)} partition of core.personal_record
        for values with (modulus ${sql.raw(String(PARTITIONS))}, remainder ${sql.raw(String(part))})`.execute(db)
    }
    await sql`create index personal_record_id_number on core.personal_record (id_number_index)
      where id_number_index is not null`.execute(db)
    await sql`create index personal_record_phone on core.personal_record (phone_index)
      where phone_index is not null`.execute(db)
    await sql`create index personal_record_key on core.personal_record (key_id)`.execute(db)
    await secure(db, 'core.personal_record', {
      read: 'range',
      write: ['intake', 'engine'],
      organisation: 'organisation_id',
      hall: 'hall_id',
    })
    await sql`alter table core.parked_event add column applicant bytea, add column applicant_key_id text`.execute(db)
  },
}

/** Readers note their own openings. None can be taken back within the hour that the limit counts. */
const opening: Migration = {
  up: async (db) => {
    await sql`create table core.personal_opening (
      principal_id text not null,
      kind text not null check (kind in ('REVEAL', 'LOOK_UP')),
      at timestamptz not null default now()
    )`.execute(db)
    await sql`create index personal_opening_recent on core.personal_opening (principal_id, kind, at)`.execute(db)
    await appendOnly(db, 'core.personal_opening', 'open', ['reader'])
    await sql`create policy deletes on core.personal_opening for delete
      using (current_setting('zhikong.mode', true) = 'reader' and at < now() - interval '1 hour')`.execute(db)
    await grant(db, 'core.personal_opening', 'delete')
  },
}

export const personalMigrations: Readonly<Record<string, Migration>> = {
  '0012-personal': personal,
  '0012-personal-opening': opening,
}
