import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { CaseKey } from './case-id.ts'
import { deriveCase } from './derive.ts'
import type { CaseEngine } from './engine.ts'
import { settle } from './settle.ts'
import { lockCases, selectEvents } from './store.ts'

/**
 * Derives some cases again as of an instant and writes what follows: cards that are due, thresholds, figures. Changes
 * nothing where nothing else has changed; locks the cases.
 */
export const rederiveCases = async (
  trx: Transaction<CoreTables>,
  engine: CaseEngine,
  keys: readonly CaseKey[],
  now: Date,
): Promise<void> => {
  const rows = await lockCases(trx, keys)
  const events = Map.groupBy(await selectEvents(trx, keys), ({ caseId }) => caseId)
  const changes = rows.map((before) => {
    const calendar = engine.calendars.byId(before.calendarId)
    const derived = deriveCase(before, events.get(before.caseId) ?? [], calendar, engine, now)
    return { before, derived, calendar }
  })
  await settle(trx, engine, changes, { now, historical: false })
}
