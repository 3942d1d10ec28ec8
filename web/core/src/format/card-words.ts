import type { CardLevel, Limit } from '../client/api-types.ts'
import { inWorkingDays } from './limit.ts'

type Facts = {
  readonly level: CardLevel
  readonly promised: Limit | null
  readonly countedDays: number | null
  readonly overDays: number | null
}

/** What a feed item says of the limit: `over` days past it, `left` before it, or nothing when the API tells neither. */
export function limitWords(facts: Facts): { readonly over: number } | { readonly left: number } | null {
  if (facts.overDays !== null && facts.overDays > 0) return { over: facts.overDays }
  // Below zero it is what is left of the limit.
  if (facts.overDays !== null && facts.overDays < 0) return { left: -facts.overDays }
  const limit = facts.promised === null ? null : inWorkingDays(facts.promised)
  if (limit === null || facts.countedDays === null) return null
  const left = limit - facts.countedDays
  return left >= 0 ? { left } : { over: -left }
}
