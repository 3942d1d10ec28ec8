import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../database/policies.ts'
import { wholeRange } from '../database/scope.ts'
import { spanOf } from '../registers/region-code.ts'

const KEY_PARTITIONS = 8

const caseKey: Migration = {
  up: async (db) => {
    await sql`create table core.case_key (
      case_ref text not null primary key,
      area_code int not null,
      opened_on date not null,
      case_id uuid not null
    ) partition by hash (case_ref)`.execute(db)
    for (let part = 0; part < KEY_PARTITIONS; part++) {
      await sql`create table ${sql.raw(`core.case_key_${part}`)} partition of core.case_key
        for values with (modulus ${sql.raw(String(KEY_PARTITIONS))}, remainder ${sql.raw(String(part))})`.execute(db)
    }
    await secure(db, 'core.case_key', { read: 'engine', write: ['intake', 'engine'] })
    await sql`create table core.parked_event (
      case_ref text not null,
      event_key text not null,
      payload text not null,
      content_hash text not null,
      scope_lo bigint not null,
      scope_hi bigint not null,
      received_at timestamptz not null default now(),
      primary key (case_ref, event_key, scope_lo, scope_hi)
    )`.execute(db)
    await secure(db, 'core.parked_event', { read: 'engine', write: ['intake', 'engine'] })
  },
}

const caseTable: Migration = {
  up: async (db) => {
    await sql`create table core."case" (
      area_code int not null,
      opened_on date not null,
      case_id uuid not null,
      scope_key bigint not null,
      region_id int not null,
      hall_id int not null,
      window_id int,
      organisation_id int,
      matter_id int not null,
      source text not null,
      external_id text not null,
      channel text,
      state text not null check (state in
        ('SUBMITTED', 'ACCEPTED', 'CORRECTION', 'SUSPENDED', 'CLOSED', 'VOIDED', 'RETURNED', 'WITHDRAWN')),
      submitted_at timestamptz,
      accepted_at timestamptz,
      accepted_recorded_at timestamptz,
      ended_at timestamptz,
      promised_amount float8,
      promised_unit text,
      statutory_amount float8,
      statutory_unit text,
      given_due_at timestamptz,
      calendar_id text not null,
      due_calendar text,
      due_w bigint,
      statutory_due_calendar text,
      statutory_due_w bigint,
      provisional boolean not null,
      handling_units bigint,
      overdue_at timestamptz,
      statutory_overdue_at timestamptz,
      closed_late boolean,
      closed_statutory_late boolean,
      yellow_at timestamptz,
      red_at timestamptz,
      card_level text check (card_level in ('WARNING', 'YELLOW', 'RED')),
      flags text not null,
      last_event_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (area_code, opened_on, case_id)
    ) partition by range (opened_on)`.execute(db)
    await sql`create index case_open on core."case" (scope_key, overdue_at) where ended_at is null`.execute(db)
    await sql`create index case_accepted on core."case" (scope_key, accepted_at)`.execute(db)
    await sql`create index case_ended on core."case" (scope_key, ended_at) where ended_at is not null`.execute(db)
    await sql`create index case_recent on core."case" (last_event_at desc, case_id desc)`.execute(db)
    await sql`create index case_provisional on core."case" (calendar_id) where provisional and ended_at is null`.execute(
      db,
    )
    await sql`create index case_number on core."case" (external_id text_pattern_ops)`.execute(db)
    await secure(db, 'core."case"', { read: 'range', write: ['intake', 'engine'] })
  },
}

const caseEvent: Migration = {
  up: async (db) => {
    await sql`create table core.case_event (
      area_code int not null,
      opened_on date not null,
      case_id uuid not null,
      event_key text not null,
      scope_key bigint not null,
      kind text not null check (kind in ('SUBMITTED', 'ACCEPTED', 'CORRECTION_REQUESTED', 'CORRECTION_ANSWERED',
        'SUSPENDED', 'RESUMED', 'STEP', 'CLOSED', 'VOIDED', 'RETURNED', 'WITHDRAWN')),
      occurred_at timestamptz not null,
      received_at timestamptz not null,
      window_id int,
      payload text not null,
      content_hash text not null,
      primary key (area_code, opened_on, case_id, event_key)
    ) partition by range (opened_on)`.execute(db)
    await secure(db, 'core.case_event', { read: 'range', write: ['intake', 'engine'] })
  },
}

/** Holds what row security looks at, so that a count of a range need not read the cases themselves. */
const coveringIndex: Migration = {
  up: async (db) => {
    await sql`drop index core.case_accepted`.execute(db)
    await sql`create index case_accepted on core."case" (scope_key, accepted_at)
      include (organisation_id, hall_id)`.execute(db)
  },
}

/** The newest cases of a county are found without looking through those of others. */
const recentInArea: Migration = {
  up: async (db) => {
    await sql`create index case_recent_in_area on core."case" (area_code, last_event_at desc, case_id desc)`.execute(db)
  },
}

/** The same for cities. Row security lets no index of an expression be used, so the key of its city is a column. */
const recentInCity: Migration = {
  up: async (db) => {
    await sql`alter table core."case" add column city_key bigint
      generated always as (scope_key - scope_key % ${sql.raw(String(spanOf('CITY')))}) stored`.execute(db)
    await sql`create index case_recent_in_city on core."case" (city_key, last_event_at desc, case_id desc)`.execute(db)
  },
}

/** Sources of before belong to all: nobody kept them apart. */
const source: Migration = {
  up: async (db) => {
    await sql`create table core.source (
      code text primary key,
      lo bigint not null,
      hi bigint not null,
      claimed_at timestamptz not null,
      check (lo < hi)
    )`.execute(db)
    await secure(db, 'core.source', { read: 'engine', write: ['intake', 'engine', 'administration'] })
    await sql`insert into core.source (code, lo, hi, claimed_at)
      select distinct source, ${wholeRange.lo}::bigint, ${wholeRange.hi}::bigint, now() from core."case"`.execute(db)
  },
}

/** On which days a source reported: whether one that usually does has fallen silent is told from it. */
const sourceDay: Migration = {
  up: async (db) => {
    await sql`create table core.source_day (code text not null, day date not null, primary key (code, day))`.execute(db)
    await secure(db, 'core.source_day', { read: 'engine', write: ['intake', 'engine'] })
  },
}

/** What the law does to a clock: licensing law arts. 32, 42, 43 and 45. */
const law: Migration = {
  up: async (db) => {
    await sql`alter table core.case_event drop constraint case_event_kind_check`.execute(db)
    await sql`alter table core.case_event add constraint case_event_kind_check check (kind in ('SUBMITTED',
      'CORRECTION_REQUESTED', 'CORRECTION_ANSWERED', 'ACCEPTED', 'SUPPLEMENTED', 'STEP', 'FORWARDED', 'FORWARD_RETURNED',
      'SUSPENDED', 'RESUMED', 'EXTENDED', 'RETURNED', 'WITHDRAWN', 'VOIDED', 'CLOSED', 'LICENCE_ISSUED',
      'DELIVERED'))`.execute(db)
    await sql`alter table core."case"
      add column deemed_at timestamptz,
      add column parent_external_id text,
      add column supplement_due_at timestamptz,
      add column supplemented_at timestamptz,
      add column extension_days float8 not null default 0,
      add column upper_units bigint`.execute(db)
    await sql`create index case_parent on core."case" (source, parent_external_id)
      where parent_external_id is not null`.execute(db)
  },
}

export const casesMigrations: Readonly<Record<string, Migration>> = {
  '0003-case-a-key': caseKey,
  '0003-case-b': caseTable,
  '0003-case-c-event': caseEvent,
  '0013-case-covering-index': coveringIndex,
  '0015-source': source,
  '0020-case-law': law,
  '0023-source-day': sourceDay,
  '0032-case-recent-in-area': recentInArea,
  '0033-case-recent-in-city': recentInCity,
}
