import { secure } from '@zhikong/core'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const createBusiestDay: Migration = {
  up: async (db) => {
    await sql`create table example.busiest_day (
      hall_id int primary key references core.hall (id),
      day date not null,
      visitors int not null,
      scope_key bigint not null
    )`.execute(db)
    await secure(db, 'example.busiest_day', { read: 'range', write: ['engine'] })
  },
}
