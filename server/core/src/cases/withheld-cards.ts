import type { Transaction } from 'kysely'
import type { ClockDeclaration } from '../alerts/declaration.ts'
import type { LastRounds } from '../alerts/lifecycle/rounds.ts'
import { selectLastRounds } from '../alerts/lifecycle/rounds.ts'
import { WITHHELD } from '../alerts/lifecycle/steps.ts'
import type { CoreTables } from '../database/tables.ts'
import type { LiveCard } from './derive.ts'
import { liveCards } from './derive.ts'
import type { Change } from './settle.ts'

/**
 * Leaves out of each case the cards that were revoked or wait to be confirmed: they count for nobody, neither as the
 * card that the case shows nor in any measure. Those of a clock that fails now count as before. Comes after the cards that are due were raised.
 */
export const leaveOutWithheld = async (
  trx: Transaction<CoreTables>,
  clocks: readonly ClockDeclaration[],
  changes: readonly Change[],
): Promise<readonly Change[]> => {
  const carded = changes
    .filter(({ derived }) => derived.reached.length > 0 || derived.failures.length > 0)
    .map(({ derived }) => derived.record)
  const last = await selectLastRounds(trx, carded)
  return changes.map((change) => {
    const { derived } = change
    const standing = derived.reached.filter(({ clock, level }) => {
      const card = last.of({ caseId: derived.record.caseId, clock: clock.code, level })
      return card === undefined || !WITHHELD.includes(card.state)
    })
    const kept = keptCards(change, last, clocks)
    if (standing.length === derived.reached.length && kept.length === 0) return change
    const live = [...standing, ...kept].toSorted((a, b) => a.at.getTime() - b.at.getTime())
    return { ...change, derived: { ...derived, record: { ...derived.record, ...liveCards(live) } } }
  })
}

/** The cards of a case that count and whose clock could not be worked out this time. */
const keptCards = (
  { derived: { record, failures } }: Change,
  { all }: LastRounds,
  clocks: readonly ClockDeclaration[],
): readonly LiveCard[] => {
  const failing = clocks.filter(({ code }) => failures.some(({ clock }) => clock === code))
  return all.flatMap(({ caseId, clock: code, state, level, dueAt }) => {
    const clock = failing.find((each) => each.code === code)
    const isKept = clock !== undefined && caseId === record.caseId && !WITHHELD.includes(state)
    return isKept ? [{ level, at: dueAt, clock }] : []
  })
}
