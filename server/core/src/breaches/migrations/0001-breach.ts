import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { secure } from '../../database/policies.ts'

/** Figures are of whole regions, so who is bound to an organisation or hall reads none. */
export const createBreach: Migration = {
  up: async (db) => {
    await sql`create table breaches.breach (
      id uuid primary key, indicator text not null, clause text not null,
      region_id int not null, area_code int not null, scope_key bigint not null,
      since_day date not null, until_day date check (until_day >= since_day),
      from_day date not null, to_day date not null check (to_day > from_day),
      numerator double precision not null, denominator double precision, n double precision not null, display text not null,
      comparator text not null check (comparator in ('AT_LEAST', 'AT_MOST')), target double precision not null
    )`.execute(db)
    await sql`create unique index breach_open on breaches.breach (region_id, indicator) where until_day is null`.execute(
      db,
    )
    await sql`create index breach_place on breaches.breach (scope_key, id desc)`.execute(db)
    await secure(db, 'breaches.breach', { read: 'range', write: ['engine'] })
  },
}
