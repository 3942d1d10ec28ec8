import type { Transaction } from 'kysely'
import { selectLastRounds } from '../alerts/lifecycle/rounds.ts'
import { WITHHELD } from '../alerts/lifecycle/steps.ts'
import type { CoreTables } from '../database/tables.ts'
import { liveCards } from './derive.ts'
import type { Change } from './settle.ts'

/**
 * Leaves out of each case the cards that were revoked or wait to be confirmed: they count for nobody, neither as the
 * card that the case shows nor in any measure. Comes after the cards that are due were raised.
 */
export const leaveOutWithheld = async (
  trx: Transaction<CoreTables>,
  changes: readonly Change[],
): Promise<readonly Change[]> => {
  const carded = changes.filter(({ derived }) => derived.reached.length > 0).map(({ derived }) => derived.record)
  const last = await selectLastRounds(trx, carded)
  return changes.map((change) => {
    const { derived } = change
    const standing = derived.reached.filter(({ clock, level }) => {
      const card = last.of({ caseId: derived.record.caseId, clock: clock.code, level })
      return card === undefined || !WITHHELD.includes(card.state)
    })
    if (standing.length === derived.reached.length) return change
    return { ...change, derived: { ...derived, record: { ...derived.record, ...liveCards(standing) } } }
  })
}
