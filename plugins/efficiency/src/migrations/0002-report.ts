import { appendOnly } from '@zhikong/core'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Who is bound to an organisation or hall reads none: a report tells of a whole region. */
export const createReport: Migration = {
  up: async (db) => {
    await sql`create table efficiency.report (
      id int generated always as identity primary key,
      region_id int not null,
      area_code int not null,
      scope_key bigint not null,
      period text not null check (period in ('MONTH', 'QUARTER', 'YEAR')),
      from_day date not null,
      to_day date not null,
      edition int not null,
      replaces int unique references efficiency.report (id),
      conclusion text not null,
      content text not null,
      computed_at timestamptz not null,
      calendar_revision int not null,
      rule_versions text not null,
      published_at timestamptz not null,
      published_by_id text not null,
      published_by text not null,
      unique (region_id, from_day, to_day, edition)
    )`.execute(db)
    await sql`create index report_place on efficiency.report (scope_key, id desc)`.execute(db)
    await appendOnly(db, 'efficiency.report', 'range', ['administration'])
  },
}
