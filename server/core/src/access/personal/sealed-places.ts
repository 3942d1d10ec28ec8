import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { parkedApplicant } from '../../cases/parking.ts'
import { unnest } from '../../database/bulk.ts'
import type { CoreTables } from '../../database/tables.ts'
import { notifySealed } from '../../notify/sealed-places.ts'
import { createSecretBox } from '../sign-in/secret-box.ts'
import { SealBroken } from './seal-broken.ts'
import type { Vault } from './vault.ts'

type Trx = Transaction<CoreTables>

/** Re-sealed rows, rows that could not be opened, and where to go on; null at the end. */
export type Resealed = { readonly done: number; readonly broken: number; readonly next: readonly unknown[] | null }

/** A table where something is sealed under the keys of personal data. */
export type SealedPlace = {
  readonly mode: 'engine' | 'administration'
  /** Whether anything here is sealed under a key. In the scope `engine`. */
  readonly holds: (trx: Trx, keyId: string) => Promise<boolean>
  /** How many rows are sealed under each key. */
  readonly count: (trx: Trx) => Promise<readonly { readonly keyId: string; readonly n: number }[]>
  /** Seals up to `limit` rows behind `after` again that are under another key than the first of the ring. */
  readonly reseal: (trx: Trx, vault: Vault, after: readonly unknown[] | null, limit: number) => Promise<Resealed>
}

/** How a table names the key of a row. */
const keyedBy = (table: string, column: string): Pick<SealedPlace, 'holds' | 'count'> => ({
  holds: async (trx, keyId) => {
    const { rows } = await sql`select 1 from ${sql.raw(table)} where ${sql.raw(column)} = ${keyId} limit 1`.execute(trx)
    return rows.length > 0
  },
  count: (trx) => count(trx, column, table),
})

const count = async (trx: Trx, keyId: string, table: string) => {
  const { rows } = await sql<{ keyId: string; n: number }>`select ${sql.raw(keyId)} as key_id, count(*)::int as n
    from ${sql.raw(table)} where ${sql.raw(keyId)} is not null group by 1`.execute(trx)
  return rows
}

const records: SealedPlace = {
  mode: 'engine',
  ...keyedBy('core.personal_record', 'key_id'),
  reseal: async (trx, vault, after, limit) => {
    const [subject, holder, eventKey] = after ?? ['', '', '']
    const { rows } = await sql<CoreTables['core.personalRecord']>`select * from core.personal_record
      where key_id <> ${vault.keys.sealing().id} and (subject, holder, event_key) > (${subject}, ${holder}, ${eventKey})
      order by subject, holder, event_key limit ${limit}`.execute(trx)
    const { good, broken } = openAll(rows, (row) => ({
      subject: row.subject,
      holder: row.holder,
      eventKey: row.eventKey,
      former: row.sealed,
      ...vault.seal(row, vault.open(row, row.sealed)),
    }))
    const types = { subject: 'text', holder: 'text', eventKey: 'text', former: 'bytea', ...SEALED_TYPES } as const
    if (good.length > 0) {
      // Nothing is locked, since the rows may lie on several servers: what was written anew in between is left alone.
      await sql`update core.personal_record r set sealed = k.sealed, key_id = k.key_id,
          id_number_index = k.id_number_index, phone_index = k.phone_index from ${unnest(types, good, 'k')}
        where r.subject = k.subject and r.holder = k.holder and r.event_key = k.event_key
          and r.sealed = k.former`.execute(trx)
    }
    const last = rows.length < limit ? undefined : rows.at(-1)
    return { done: good.length, broken, next: last === undefined ? null : [last.subject, last.holder, last.eventKey] }
  },
}

const SEALED_TYPES = { sealed: 'bytea', keyId: 'text', idNumberIndex: 'bytea', phoneIndex: 'bytea' } as const

const parked: SealedPlace = {
  mode: 'engine',
  ...keyedBy('core.parked_event', 'applicant_key_id'),
  reseal: async (trx, vault, after, limit) => {
    const [ref, key, lo, hi] = after ?? ['', '', 0, 0]
    const { rows } = await sql<CoreTables['core.parkedEvent'] & { applicant: Buffer }>`select * from core.parked_event
      where applicant_key_id <> ${vault.keys.sealing().id}
        and (case_ref, event_key, scope_lo, scope_hi) > (${ref}, ${key}, ${lo}, ${hi})
      order by case_ref, event_key, scope_lo, scope_hi limit ${limit} for update`.execute(trx)
    const { good, broken } = openAll(rows, ({ caseRef, eventKey, scopeLo, scopeHi, applicant }) => {
      const place = { caseRef, eventKey, scopeLo, scopeHi }
      const row = parkedApplicant(place)
      const { sealed, keyId } = vault.seal(row, vault.open(row, applicant))
      return { ...place, sealed, keyId }
    })
    const types = { caseRef: 'text', eventKey: 'text', scopeLo: 'bigint', scopeHi: 'bigint', ...PARKED_TYPES } as const
    if (good.length > 0) {
      await sql`update core.parked_event p set applicant = k.sealed, applicant_key_id = k.key_id
        from ${unnest(types, good, 'k')} where p.case_ref = k.case_ref and p.event_key = k.event_key
          and p.scope_lo = k.scope_lo and p.scope_hi = k.scope_hi`.execute(trx)
    }
    const last = rows.length < limit ? undefined : rows.at(-1)
    const next = last === undefined ? null : [last.caseRef, last.eventKey, last.scopeLo, last.scopeHi]
    return { done: good.length, broken, next }
  },
}

const PARKED_TYPES = { sealed: 'bytea', keyId: 'text' } as const

/** The name of the key stands in the sealed value: its length in the third byte. */
const KEY_OF_SECRET = `convert_from(substring(secret from 4 for get_byte(secret, 2)), 'UTF8')`

/** The secrets of authenticator apps are under the same keys; there is one for each member of staff at most. */
const secondFactors: SealedPlace = {
  mode: 'administration',
  ...keyedBy('core.second_factor', KEY_OF_SECRET),
  reseal: async (trx, vault) => {
    const box = createSecretBox(vault)
    const { rows } = await sql<{ accountId: string; secret: Buffer }>`select account_id, secret from core.second_factor
      where ${sql.raw(KEY_OF_SECRET)} <> ${vault.keys.sealing().id} for update`.execute(trx)
    const { good, broken } = openAll(rows, ({ accountId, secret }) => ({
      accountId,
      secret: box.seal(accountId, box.open(accountId, secret)),
    }))
    if (good.length > 0) {
      await sql`update core.second_factor f set secret = k.secret
        from ${unnest({ accountId: 'uuid', secret: 'bytea' }, good, 'k')} where f.account_id = k.account_id`.execute(
        trx,
      )
    }
    return { done: good.length, broken, next: null }
  },
}

/** Every place where something is sealed; a room that seals more adds its own. */
export const SEALED_PLACES: readonly SealedPlace[] = [records, parked, secondFactors, ...notifySealed]

/** A value that is broken stays as it is: it cannot be saved, and is no reason to leave the others. */
const openAll = <Row, Out>(rows: readonly Row[], reseal: (row: Row) => Out) => {
  const good: Out[] = []
  for (const row of rows) {
    try {
      good.push(reseal(row))
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error
    }
  }
  return { good, broken: rows.length - good.length }
}
