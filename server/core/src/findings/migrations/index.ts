import type { Migration } from 'kysely/migration'
import { createLedger } from './0001-ledger.ts'

export const migrations: Readonly<Record<string, Migration>> = { '0001-ledger': createLedger }
