import { shiftOf, type CardRule } from '../card-rule.ts'

/** How two rules of one clock contradict each other: a lower card that does not come first, or two default limits. */
export type Contradiction = 'NOT_BEFORE' | 'UNEQUAL_LIMITS'

/**
 * Whether a lower and a higher rule of one clock contradict each other, for a limit of any length. A promised limit is
 * never above the statutory one (clause 6.1-b), so what follows the promised one may show as late as what follows the
 * statutory one.
 */
export const contradictionOf = (lower: CardRule, higher: CardRule): Contradiction | null => {
  if (!lower.enabled || !higher.enabled) return null
  const isOneLimit = lower.limit === higher.limit
  if (isOneLimit && !sameLimit(lower.defaultLimit, higher.defaultLimit)) return 'UNEQUAL_LIMITS'
  if (!isOneLimit && lower.limit !== 'PROMISED') return 'NOT_BEFORE'
  const lengths = lengthsToTry(lower, higher)
  const isBefore = lengths.every((length) => {
    const others = isOneLimit ? [length] : lengths.filter((other) => other >= length)
    return others.every((other) => comesBefore(lower, length, higher, other))
  })
  return isBefore ? null : 'NOT_BEFORE'
}

/** Both sides of each length at which a lead changes; between them nothing does. */
const lengthsToTry = (lower: CardRule, higher: CardRule): readonly number[] => {
  const edges = [...lower.leads, ...higher.leads].map(({ upToDays }) => upToDays).filter(Number.isFinite)
  return [SHORT, LONG, ...edges.flatMap((edge) => [edge, edge + 0.5])]
}

const SHORT = 1
const LONG = 100_000

/**
 * By civil law a limit ends at the close of the day on which it ends from the instant, less than a day later: under two
 * policies the latest of the lower card counts against the earliest of the higher one.
 */
const comesBefore = (lower: CardRule, length: number, higher: CardRule, other: number): boolean => {
  const [low, high] = [shiftOf(lower, length), shiftOf(higher, other)]
  if (low === null || high === null) return true
  // Nothing shows before the start.
  const [first, second] = [Math.max(0, length + low), Math.max(0, other + high)]
  if (lower.policy !== higher.policy) return first + (lower.policy === 'NEXT_WORKDAY' ? 1 : 0) <= second
  return first < second || (first === second && (second === 0 || lower.limit !== higher.limit))
}

const sameLimit = (a: CardRule['defaultLimit'], b: CardRule['defaultLimit']): boolean =>
  a === b || (a !== null && b !== null && a.amount === b.amount && a.unit === b.unit)
