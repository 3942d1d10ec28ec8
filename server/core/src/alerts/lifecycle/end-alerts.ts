import type { Transaction } from 'kysely'
import type { CaseKey } from '../../cases/case-id.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Moved } from './take-step.ts'
import { endSubject } from './take-step.ts'
import { lockOpenAlertsOf, saveMoved } from './write.ts'

/** What a card is about, and when that ended. */
export type EndedSubject = { readonly key: CaseKey; readonly endedAt: Date }

/** Tells the cards of some subjects that these have ended; gives those whose state that changed. */
export const endAlerts = async (
  trx: Transaction<CoreTables>,
  ended: readonly EndedSubject[],
  now: Date,
): Promise<readonly Moved[]> => {
  const when = new Map(ended.map(({ key, endedAt }) => [key.caseId, endedAt]))
  const alerts = await lockOpenAlertsOf(
    trx,
    ended.map(({ key }) => key),
  )
  const moved = alerts.map((alert) => endSubject(alert, when.get(alert.caseId) ?? now, now))
  await saveMoved(trx, moved)
  return moved.filter(({ steps }) => steps.length > 0)
}
