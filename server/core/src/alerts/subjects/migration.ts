import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

/** Clocks of plugins' records; one look at an index per calendar tells what is due. */
export const clockSubject: Migration = {
  up: async (db) => {
    await sql`create table core.clock_subject (
      area_code int not null,
      opened_on date not null,
      record_id uuid not null,
      clock text not null,
      subject text not null,
      title text not null,
      scope_key bigint not null,
      region_id int not null,
      hall_id int,
      organisation_id int,
      calendar_id text,
      start_at timestamptz not null,
      limit_amount float8,
      limit_unit text,
      due_at timestamptz,
      due_on date,
      suspensions text not null default '[]',
      closed_at timestamptz,
      historical boolean not null,
      work_threshold bigint,
      continuous_threshold bigint,
      primary key (area_code, opened_on, record_id, clock),
      check (num_nonnulls(limit_amount, due_at, due_on) <= 1 and (limit_amount is null) = (limit_unit is null))
    )`.execute(db)
    await sql`create unique index clock_subject_record on core.clock_subject (record_id, clock)`.execute(db)
    await sql`create index clock_subject_work on core.clock_subject (calendar_id, work_threshold)
      where work_threshold is not null`.execute(db)
    await sql`create index clock_subject_continuous on core.clock_subject (continuous_threshold)
      where continuous_threshold is not null`.execute(db)
    await secure(db, 'core.clock_subject', {
      read: 'range',
      write: ['intake', 'engine', 'administration'],
      organisation: 'organisation_id',
      hall: 'hall_id',
    })
  },
}

/** Which clocks of a kind run is asked every minute, however many are closed. */
const openClocks: Migration = {
  up: async (db) => {
    await sql`create index clock_subject_open on core.clock_subject (clock) where closed_at is null`.execute(db)
  },
}

/** A later version of a calendar finds what was looked at by one before; those of before are looked at with the next. */
const calendarRevision: Migration = {
  up: async (db) => {
    await sql`alter table core.clock_subject add column calendar_revision int not null default 0`.execute(db)
    await sql`update core.clock_subject set calendar_revision = (select coalesce(max(revision), 0) from core.calendar)`.execute(
      db,
    )
    await sql`create index clock_subject_revision on core.clock_subject (calendar_id, calendar_revision)
      where closed_at is null`.execute(db)
  },
}

export const subjectsMigrations: Readonly<Record<string, Migration>> = {
  '0019-clock-subject': clockSubject,
  '0024-open-clocks': openClocks,
  '0029-calendar-of-clocks': calendarRevision,
}
