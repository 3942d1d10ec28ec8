import { resecure } from '@zhikong/core'
import type { Migration } from 'kysely/migration'

/** Who is bound to one hall reads what belongs to that hall. */
export const bindToHalls: Migration = {
  up: async (db) => {
    await resecure(db, 'example.visit', { read: 'range', write: ['intake'], hall: 'hall_id' })
    await resecure(db, 'example.busiest_day', { read: 'range', write: ['engine'], hall: 'hall_id' })
  },
}
