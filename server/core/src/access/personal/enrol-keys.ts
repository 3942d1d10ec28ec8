import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { CoreTables } from '../../database/tables.ts'
import { StartRefused } from '../../operations/start-refused.ts'
import { SEALED_PLACES } from './sealed-places.ts'
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
    const known = await trx.selectFrom('core.personalKey').select(['keyId', 'checkValue']).execute()
    const byId = new Map(ring.map((keys) => [keys.id, keys]))
    for (const { keyId, checkValue } of known) {
      const keys = byId.get(keyId)
      if (keys !== undefined && keys.checkValue !== checkValue) throw new StartRefused(isAnother(keyId, from))
      if (keys === undefined && (await isUsed(trx, keyId))) throw new StartRefused(isMissing(keyId, from))
    }
    for (const { id: keyId, checkValue } of ring) {
      await sql`insert into core.personal_key (key_id, check_value) values (${keyId}, ${checkValue})
        on conflict (key_id) do nothing`.execute(trx)
    }
  })

const isAnother = (keyId: string, from: string): string =>
  `The key "${keyId}" of ${from} is not the one that sealed personal data in this database.`
const isMissing = (keyId: string, from: string): string =>
  `Personal data in this database is sealed under the key "${keyId}", which ${from} does not hold: put it back.`

const isUsed = async (trx: Trx, keyId: string): Promise<boolean> => {
  for (const { holds } of SEALED_PLACES) if (await holds(trx, keyId)) return true
  return false
}
