import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Cards that wait to be confirmed go up as well when they wait too long. */
export const waitingCardsGoUp: Migration = {
  up: async (db) => {
    await sql`drop index core.alert_escalating`.execute(db)
    await sql`create index alert_escalating on core.alert (escalates_at) where state in ('ISSUED', 'TO_CONFIRM')`.execute(
      db,
    )
  },
}
