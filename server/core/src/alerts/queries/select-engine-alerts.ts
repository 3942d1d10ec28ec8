import { sql } from 'kysely'
import type { Selectable, Transaction } from 'kysely'
import type { AlertsTables, EngineAlertTable } from '../tables.ts'

const MOST = 100

/** Alerts about the engine: those that are open, then the latest that are over. */
export const selectEngineAlerts = async (
  trx: Pick<Transaction<AlertsTables>, 'selectFrom'>,
): Promise<readonly Selectable<EngineAlertTable>[]> =>
  trx
    .selectFrom('core.engineAlert')
    .selectAll()
    .orderBy(sql`closed_at is not null`)
    .orderBy('openedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
