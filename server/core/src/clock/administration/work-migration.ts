import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

/**
 * Thresholds say by which revision of which calendar they were worked out, so that what a later one leaves where it was
 * is found, whoever wrote it when. Those of before are looked at with the next version.
 */
export const calendarWork: Migration = {
  up: async (db) => {
    await sql`alter table core.threshold
      add column work_calendar text,
      add column calendar_revision int not null default 0,
      add column pinned boolean not null default true`.execute(db)
    await sql`update core.threshold t set work_calendar = c.calendar_id,
        calendar_revision = (select coalesce(max(revision), 0) from core.calendar)
      from core."case" c
      where c.area_code = t.area_code and c.opened_on = t.opened_on and c.case_id = t.case_id`.execute(db)
    await sql`update core.threshold set work_calendar = calendar_id where work_calendar is null`.execute(db)
    await sql`alter table core.threshold alter column work_calendar set not null,
      alter column calendar_revision drop default, alter column pinned drop default`.execute(db)
    await sql`create index threshold_revision on core.threshold (work_calendar, pinned, calendar_revision)`.execute(db)
    await sql`create table core.calendar_job (
      calendar_id text not null,
      revision int not null,
      first_day date not null,
      past boolean not null,
      total int not null,
      done int not null default 0,
      reached text,
      created_at timestamptz not null,
      finished_at timestamptz,
      primary key (calendar_id, revision)
    )`.execute(db)
    await secure(db, 'core.calendar_job', { read: 'open', write: ['engine', 'administration'] })
    await sql`create table core.calendar_finding (
      revision int not null,
      area_code int not null,
      opened_on date not null,
      case_id uuid not null,
      kind text not null check (kind in ('VERDICT', 'CARD_NOT_DUE', 'CARD_DUE')),
      about text not null,
      before timestamptz,
      after timestamptz,
      scope_key bigint not null,
      hall_id int not null,
      organisation_id int,
      primary key (revision, area_code, opened_on, case_id, kind, about)
    )`.execute(db)
    await secure(db, 'core.calendar_finding', {
      read: 'range',
      write: ['engine'],
      organisation: 'organisation_id',
      hall: 'hall_id',
    })
  },
}
