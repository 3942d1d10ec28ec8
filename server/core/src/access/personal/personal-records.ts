import type { Reach } from '../../graphql/context.ts'
import type { Indexed } from './blind-index.ts'
import { masked } from './mask.ts'
import type { Holder, PersonalData, PersonalRow } from './personal-data.ts'
import type { PersonalTransaction as Trx } from './store.ts'
import { selectLatest, selectSubjects, upsertRecords } from './store.ts'
import type { Vault } from './vault.ts'

/** Where a record lies: who may see what it is about may see that it is there. */
export type PersonalPlace = {
  readonly scopeKey: number
  readonly organisationId: number | null
  readonly hallId: number | null
}

/** Personal data as an event brought it. */
export type NewPersonalRecord = PersonalRow & PersonalPlace & { readonly occurredAt: Date; readonly data: PersonalData }

/** Personal data of applicants, raters and complainants: kept sealed, shown masked, opened one by one. */
export type PersonalRecords = {
  /** Seals records and writes them in one statement. In the scope `intake` or `engine`. */
  readonly put: (trx: Trx, records: readonly NewPersonalRecord[]) => Promise<void>
  /** What may be shown of each subject, masked; by one query. A subject without a record, or out of reach, is absent. */
  readonly read: (
    trx: Trx,
    reach: Reach,
    holder: Holder,
    subjects: readonly string[],
  ) => Promise<ReadonlyMap<string, PersonalData>>
  /** In clear; null without a record or out of reach. The caller limits, asks for a reason and audits. */
  readonly reveal: (
    trx: Trx,
    reach: Reach,
    holder: Holder,
    subject: string,
  ) => Promise<{ readonly data: PersonalData; readonly scopeKey: number } | null>
  /** The subjects whose identity number or telephone this is, under any key of the ring. */
  readonly find: (
    trx: Trx,
    reach: Reach,
    holder: Holder,
    sought: { readonly what: Indexed; readonly value: string },
    limit: number,
  ) => Promise<readonly string[]>
}

/** Records over a vault. */
export const createPersonalRecords = (vault: Vault): PersonalRecords => ({
  put: (trx, records) =>
    upsertRecords(
      trx,
      records.map(({ data, ...record }) => ({ ...record, ...vault.seal(record, data) })),
    ),
  read: async (trx, reach, holder, subjects) => {
    const rows = await selectLatest(trx, reach, holder, subjects)
    return new Map(rows.map((row) => [row.subject, masked(vault.open(row, row.sealed))]))
  },
  reveal: async (trx, reach, holder, subject) => {
    const [row] = await selectLatest(trx, reach, holder, [subject])
    return row === undefined ? null : { data: vault.open(row, row.sealed), scopeKey: row.scopeKey }
  },
  find: (trx, reach, holder, { what, value }, limit) =>
    selectSubjects(trx, reach, holder, what, vault.indexesOf(what, value), limit),
})
