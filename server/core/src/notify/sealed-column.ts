import { sql } from 'kysely'
import { SealBroken } from '../access/personal/seal-broken.ts'
import type { SealedPlace } from '../access/personal/sealed-places.ts'
import type { Vault } from '../access/personal/vault.ts'

type Row = { readonly id: string; readonly sealed: Buffer }

/** A column of few rows that holds texts sealed under the keys of personal data, each for the id of its row. */
export function sealedColumn(
  { table, id, column }: { readonly table: string; readonly id: string; readonly column: string },
  text: {
    readonly seal: (vault: Vault, id: string, text: string) => Buffer
    /** @throws SealBroken */
    readonly open: (vault: Vault, id: string, sealed: Uint8Array) => string
  },
): SealedPlace {
  const [from, name, sealed] = [sql.raw(table), sql.raw(id), sql.raw(column)]
  /** The name of the key stands in the sealed value: its length in the third byte. */
  const key = sql.raw(`convert_from(substring(${column} from 4 for get_byte(${column}, 2)), 'UTF8')`)
  return {
    mode: 'engine',
    holds: async (trx, keyId) => {
      const { rows } = await sql`select 1 from ${from} where ${key} = ${keyId} limit 1`.execute(trx)
      return rows.length > 0
    },
    count: async (trx) => {
      const { rows } = await sql<{ keyId: string; n: number }>`select ${key} as key_id, count(*)::int as n
        from ${from} where ${sealed} is not null group by 1`.execute(trx)
      return rows
    },
    reseal: async (trx, vault) => {
      const { rows } = await sql<Row>`select ${name} as id, ${sealed} as sealed from ${from}
        where ${key} <> ${vault.keys.sealing().id} for update`.execute(trx)
      let done = 0
      for (const row of rows) {
        const plain = opened(() => text.open(vault, row.id, row.sealed))
        if (plain === undefined) continue
        const again = text.seal(vault, row.id, plain)
        await sql`update ${from} set ${sealed} = ${again} where ${name} = ${row.id}::uuid`.execute(trx)
        done += 1
      }
      return { done, broken: rows.length - done, next: null }
    },
  }
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
