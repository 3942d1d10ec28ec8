import { sql } from 'kysely'
import type { SealedPlace } from '../../access/personal/sealed-places.ts'
import { SealBroken } from '../../access/personal/seal-broken.ts'
import { openSecret, sealSecret } from './secrets.ts'

/** The name of the key stands in the sealed value: its length in the third byte. */
const KEY = sql.raw(`convert_from(substring(sealed from 4 for get_byte(sealed, 2)), 'UTF8')`)

type Row = { readonly id: string; readonly sealed: Buffer }

/** The secrets of webhooks are under the keys of personal data; there are two for each at most. */
export const webhookSecrets: SealedPlace = {
  mode: 'engine',
  holds: async (trx, keyId) => {
    const { rows } = await sql`select 1 from core.webhook_secret where ${KEY} = ${keyId} limit 1`.execute(trx)
    return rows.length > 0
  },
  count: async (trx) => {
    const { rows } = await sql<{ keyId: string; n: number }>`select ${KEY} as key_id, count(*)::int as n
      from core.webhook_secret group by 1`.execute(trx)
    return rows
  },
  reseal: async (trx, vault) => {
    const { rows } = await sql<Row>`select id, sealed from core.webhook_secret
      where ${KEY} <> ${vault.keys.sealing().id} for update`.execute(trx)
    let done = 0
    for (const { id, sealed } of rows) {
      const secret = opened(() => openSecret(vault, id, sealed))
      if (secret === undefined) continue
      const again = sealSecret(vault, id, secret)
      await trx.updateTable('core.webhookSecret').set({ sealed: again }).where('id', '=', id).execute()
      done += 1
    }
    return { done, broken: rows.length - done, next: null }
  },
}

/** A value that is broken stays as it is: it cannot be saved, and is no reason to leave the others. */
function opened(open: () => string): string | undefined {
  try {
    return open()
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}
