import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../database/policies.ts'
import { waitingCardsGoUp } from './escalation/migration.ts'
import { failuresMigrations } from './failures/migration.ts'
import { alertLifecycle } from './lifecycle/migration.ts'
import { silence } from './silences/migration.ts'
import { subjectsMigrations } from './subjects/migration.ts'
import { takeOverMigrations } from './take-over.ts'

const alert: Migration = {
  up: async (db) => {
    await sql`create table core.threshold (
      calendar_id text not null,
      threshold bigint not null,
      area_code int not null,
      opened_on date not null,
      case_id uuid not null,
      primary key (area_code, opened_on, case_id, calendar_id)
    )`.execute(db)
    await sql`create index threshold_due on core.threshold (calendar_id, threshold)`.execute(db)
    await secure(db, 'core.threshold', { read: 'engine', write: ['intake', 'engine'] })
    await sql`create table core.alert (
      alert_id uuid not null,
      area_code int not null,
      opened_on date not null,
      case_id uuid not null,
      clock text not null,
      level text not null check (level in ('WARNING', 'YELLOW', 'RED')),
      round int not null,
      scope_key bigint not null,
      region_id int not null,
      hall_id int not null,
      organisation_id int,
      matter_id int not null,
      due_at timestamptz not null,
      raised_at timestamptz not null,
      state text not null check (state in ('TO_CONFIRM', 'ISSUED', 'ACKNOWLEDGED', 'CLOSED')),
      acknowledged_at timestamptz,
      acknowledged_by text,
      historical boolean not null,
      provisional boolean not null,
      rule_version text not null,
      primary key (area_code, opened_on, case_id, clock, level, round)
    )`.execute(db)
    await sql`create index alert_due on core.alert (scope_key, due_at desc)`.execute(db)
    await sql`create index alert_recent on core.alert (due_at desc, alert_id desc)`.execute(db)
    await sql`create index alert_id on core.alert (alert_id)`.execute(db)
    await secure(db, 'core.alert', { read: 'range', write: ['intake', 'engine'] })
  },
}

const engineAlert: Migration = {
  up: async (db) => {
    await sql`create table core.engine_alert (
      id bigint generated always as identity primary key,
      code text not null,
      subject text not null,
      params text not null,
      opened_at timestamptz not null,
      closed_at timestamptz
    )`.execute(db)
    await sql`create unique index engine_alert_open on core.engine_alert (code, subject) where closed_at is null`.execute(
      db,
    )
    await secure(db, 'core.engine_alert', { read: 'open', write: ['engine', 'administration'] })
  },
}

/** Alerts of before stayed with the organisation that their case had then. */
const alertFollowsCase: Migration = {
  up: async (db) => {
    await sql`update core.alert a set organisation_id = c.organisation_id from core."case" c
      where c.area_code = a.area_code and c.opened_on = a.opened_on and c.case_id = a.case_id
        and c.organisation_id is distinct from a.organisation_id`.execute(db)
  },
}

/** Clocks run for other records than cases as well: those need neither a matter nor a hall. */
const alertSubject: Migration = {
  up: async (db) => {
    await sql`alter table core.alert add column subject text not null default 'case'`.execute(db)
    await sql`alter table core.alert add column title text`.execute(db)
    await sql`alter table core.alert alter column hall_id drop not null`.execute(db)
    await sql`alter table core.alert alter column matter_id drop not null`.execute(db)
  },
}

export const alertsMigrations: Readonly<Record<string, Migration>> = {
  '0005-alert': alert,
  '0005-engine-alert': engineAlert,
  '0014-alert-follows-case': alertFollowsCase,
  '0016-alert-subject': alertSubject,
  '0017-alert-lifecycle': alertLifecycle,
  '0017-alert-silence': silence,
  ...subjectsMigrations,
  ...failuresMigrations,
  '0026-waiting-cards-go-up': waitingCardsGoUp,
  ...takeOverMigrations,
}
