import type { Transaction } from 'kysely'
import type { CaseKey } from '../../cases/case-id.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Moved } from './take-step.ts'
import { endSubject } from './take-step.ts'
import { lockOpenAlertsOf, saveMoved } from './write.ts'

/** What a card is about, and when that ended. */
export type EndedSubject = {
  readonly key: CaseKey
  readonly endedAt: Date
  /** Only the cards of this clock; without one those of all. */
  readonly clock?: string
}

/** Tells the cards of some subjects that these have ended; gives those whose state that changed. */
export const endAlerts = async (
  trx: Transaction<CoreTables>,
  ended: readonly EndedSubject[],
  now: Date,
): Promise<readonly Moved[]> => {
  const nameOf = (caseId: string, clock = ''): string => `${caseId} ${clock}`
  const when = new Map(ended.map(({ key, endedAt, clock }) => [nameOf(key.caseId, clock), endedAt]))
  const alerts = await lockOpenAlertsOf(
    trx,
    ended.map(({ key }) => key),
  )
  const moved = alerts.flatMap((alert) => {
    const endedAt = when.get(nameOf(alert.caseId, alert.clock)) ?? when.get(nameOf(alert.caseId))
    return endedAt === undefined ? [] : [endSubject(alert, endedAt, now)]
  })
  await saveMoved(trx, moved)
  return moved.filter(({ steps }) => steps.length > 0)
}
