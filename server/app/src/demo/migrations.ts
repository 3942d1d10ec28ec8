import { secure } from '@zhikong/core'
import type { MigrationSet } from '@zhikong/core'
import { sql } from 'kysely'

/** How far the demo has come; only in the database of a demo. */
export const demoMigrations: MigrationSet = {
  name: 'demo',
  migrations: {
    '0001-progress': {
      up: async (db) => {
        await sql`create table demo.progress (
          one boolean primary key default true check (one),
          seed bigint not null,
          begun_on date not null,
          loaded_day date,
          reported_until timestamptz
        )`.execute(db)
        await secure(db, 'demo.progress', { read: 'engine', write: ['engine'] })
      },
    },
    '0002-plugins': {
      up: async (db) => {
        await sql`alter table demo.progress add plugins_loaded text not null default ''`.execute(db)
      },
    },
  },
}
