import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'
import { appendOnly, grant } from './append-only.ts'

/** An entry is written in the transaction of what it is about, whatever that may do: a reveal happens in a reader's. */
const EVERY_MODE = ['reader', 'intake', 'engine', 'administration'] as const

const audit: Migration = {
  up: async (db) => {
    await sql`create table core.audit_pending (
      entry_id bigint generated always as identity primary key
    )`.execute(db)
    await appendOnly(db, 'core.audit_pending', 'open', EVERY_MODE)
    await sql`create policy deletes on core.audit_pending for delete
      using (current_setting('zhikong.mode', true) = 'engine')`.execute(db)
    await grant(db, 'core.audit_pending', 'delete')
    await sql`create table core.audit_entry (
      id bigint primary key,
      at timestamptz not null,
      actor_kind text not null check (actor_kind in ('account', 'key', 'client', 'command', 'engine', 'nobody')),
      actor_id text not null,
      actor_name text not null,
      address text not null,
      request_id text not null,
      action text not null,
      subject_type text,
      subject_id text,
      scope_key bigint not null,
      reason text,
      outcome text not null check (outcome in ('DONE', 'REFUSED')),
      content text not null,
      check ((subject_type is null) = (subject_id is null))
    )`.execute(db)
    await sql`create index audit_entry_newest on core.audit_entry (at desc, id desc)`.execute(db)
    await sql`create index audit_entry_subject on core.audit_entry (subject_id, at desc)`.execute(db)
    await appendOnly(db, 'core.audit_entry', 'range', EVERY_MODE)
    await sql`create table core.audit_seal (
      number bigint primary key check (number > 0),
      at timestamptz not null,
      entries int not null check (entries > 0),
      root text not null,
      previous text not null,
      seal text not null
    )`.execute(db)
    await appendOnly(db, 'core.audit_seal', 'open', ['engine'])
    await sql`create table core.audit_seal_item (
      entry_id bigint primary key,
      seal_number bigint not null,
      position int not null check (position >= 0),
      leaf text not null
    )`.execute(db)
    await sql`create unique index audit_seal_item_place on core.audit_seal_item (seal_number, position)`.execute(db)
    await appendOnly(db, 'core.audit_seal_item', 'open', ['engine'])
    await sql`create table core.audit_trim (
      one boolean primary key default true check (one),
      number bigint not null,
      seal text not null,
      at timestamptz not null,
      proof text not null
    )`.execute(db)
    await secure(db, 'core.audit_trim', { read: 'open', write: [] })
  },
}

export const auditMigrations: Readonly<Record<string, Migration>> = { '0009-audit': audit }
