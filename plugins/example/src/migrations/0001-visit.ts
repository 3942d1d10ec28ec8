import { secure } from '@zhikong/core'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const createVisit: Migration = {
  up: async (db) => {
    await sql`create table example.visit (
      hall_id int not null references core.hall (id),
      day date not null,
      visitors int not null check (visitors >= 0),
      previous int not null default 0,
      region_id int not null,
      area_code int not null,
      scope_key bigint not null,
      primary key (hall_id, day)
    )`.execute(db)
    await sql`create index visit_place on example.visit (scope_key, day)`.execute(db)
    await secure(db, 'example.visit', { read: 'range', write: ['intake'] })
  },
}
