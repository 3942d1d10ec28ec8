import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { FindingsTables } from './tables.ts'

/** A transaction with the ledger in sight. */
export type Ledger = Transaction<CoreTables & FindingsTables>

/** The same transaction with the ledger in sight; which tables are in sight is a matter of types only. */
export const ledgerIn = <Tables>(trx: Transaction<Tables>): Ledger => trx as unknown as Ledger
