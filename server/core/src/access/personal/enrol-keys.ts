import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { CoreTables } from '../../database/tables.ts'
import { StartRefused } from '../../operations/start-refused.ts'
import type { Subkeys } from './subkeys.ts'

type Trx = Transaction<CoreTables>

/**
 * Notes the keys of a ring in the database. @throws StartRefused when a key is not the one that it was, or when
 * something is sealed under a key that the ring lacks
 */
export const enrolKeys = (
  database: Pick<Database, 'withScope'>,
  ring: readonly Subkeys[],
  from: string,
): Promise<void> =>
  database.withScope({ mode: 'engine' }, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('personal keys'))`.execute(trx)
    const known = await trx.selectFrom('core.personalKey').selectAll().execute()
    const byId = new Map(ring.map((keys) => [keys.id, keys]))
    for (const { keyId, checkValue, retiredAt } of known) {
      const keys = byId.get(keyId)
      if (keys !== undefined && keys.checkValue !== checkValue) {
        throw new StartRefused(
          `The key "${keyId}" of ${from} is not the one that sealed personal data in this database.`,
        )
      }
      if (keys === undefined && retiredAt === null && (await isUsed(trx, keyId))) {
        throw new StartRefused(
          `Personal data in this database is sealed under the key "${keyId}", which ${from} does not hold: put it back.`,
        )
      }
    }
    const [sealing] = ring
    for (const { id: keyId, checkValue } of ring) {
      await sql`insert into core.personal_key (key_id, check_value) values (${keyId}, ${checkValue})
        on conflict (key_id) do nothing`.execute(trx)
    }
    if (sealing === undefined) return
    await sql`update core.personal_key set retired_at = null where key_id = ${sealing.id}
      and retired_at is not null`.execute(trx)
  })

const isUsed = async (trx: Trx, keyId: string): Promise<boolean> => {
  const { rows } = await sql<{ used: boolean }>`select
    exists (select 1 from core.personal_record where key_id = ${keyId})
    or exists (select 1 from core.parked_event where applicant_key_id = ${keyId}) as used`.execute(trx)
  return rows[0]?.used === true
}
