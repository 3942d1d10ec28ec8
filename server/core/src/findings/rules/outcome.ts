import type { FindingOutcome, FindingState } from '../contract.ts'

/** For so long after it was settled a finding that is found again counts as the same. */
const REPEATED_WITHIN_DAYS = 90

const DAY_MS = 86_400_000

/** Whether a finding waits to be settled. */
export const isOpen = (state: FindingState): boolean => state === 'OPEN' || state === 'REOPENED'

/** What becomes of an occurrence, by the newest finding of the same unit, type, cause and subject. */
export function outcomeOf(
  known: { readonly state: FindingState; readonly settledAt: Date | null } | undefined,
  foundAt: Date,
): FindingOutcome {
  if (known === undefined) return 'RAISED'
  if (isOpen(known.state)) return 'JOINED'
  if (known.state !== 'SETTLED' || known.settledAt === null) return 'RAISED'
  return foundAt.getTime() - known.settledAt.getTime() <= REPEATED_WITHIN_DAYS * DAY_MS ? 'REOPENED' : 'RAISED'
}
