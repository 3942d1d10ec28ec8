import type { Transaction } from 'kysely'
import { selectAlertsOfCases } from '../../alerts/queries/select-alerts.ts'
import type { AlertTable } from '../../alerts/tables.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import type { CaseKey } from '../case-id.ts'
import type { EventOfCase } from './select-events.ts'
import { eventsOfCases } from './select-events.ts'

/** What was read of some cases in the transaction that read their rows; what is left out was not. */
export type ReadAhead = {
  readonly events?: readonly EventOfCase[] | undefined
  readonly alerts?: readonly AlertTable[] | undefined
}

/** The fields of a case that are told by its events, and by its cards. */
const BY_EVENTS = [
  'timeline',
  'countedDays',
  'overDays',
  'clock',
  'suspensions',
  'corrections',
  'extensions',
  'sideClocks',
]
const BY_ALERTS = ['alerts', 'clock']

/** Whether anything that a request mentions is read ahead. */
export const readsAhead = (mentioned: ReadonlySet<string>): boolean =>
  [...BY_EVENTS, ...BY_ALERTS].some((name) => mentioned.has(name))

/** Reads what the fields that a request mentions will want, so that it is there when they ask. */
export const readAhead = async (
  trx: Transaction<CoreTables>,
  keys: readonly CaseKey[],
  reach: Reach,
  mentioned: ReadonlySet<string>,
): Promise<ReadAhead> => {
  const wants = (names: readonly string[]): boolean => keys.length > 0 && names.some((name) => mentioned.has(name))
  const [events, alerts] = await Promise.all([
    wants(BY_EVENTS) ? eventsOfCases(trx, keys, reach) : undefined,
    wants(BY_ALERTS) ? selectAlertsOfCases(trx, keys, reach) : undefined,
  ])
  return { events, alerts }
}
