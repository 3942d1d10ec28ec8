import type { Migration } from 'kysely/migration'
import { sql } from 'kysely'
import { secure } from '../database/policies.ts'
import { calendarVersions } from './administration/migration.ts'
import { calendarWork } from './administration/work-migration.ts'

const calendar: Migration = {
  up: async (db) => {
    await sql`create table core.calendar (
      id text not null,
      version int not null,
      region_id int not null,
      content text not null,
      published_until date not null,
      created_at timestamptz not null default now(),
      primary key (id, version)
    )`.execute(db)
    await secure(db, 'core.calendar', { read: 'open', write: ['administration'] })
  },
}

export const clockMigrations: Readonly<Record<string, Migration>> = {
  '0002-calendar': calendar,
  '0022-calendar-versions': calendarVersions,
  '0022-calendar-work': calendarWork,
}
