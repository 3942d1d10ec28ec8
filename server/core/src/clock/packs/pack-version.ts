import type { CardRule } from '../card-rule.ts'
import { dayNumberOf, localDayStart } from '../local-time.ts'

/** One version of a place's rules, and from which instant on it holds. */
export type PackVersion = {
  readonly id: string
  readonly version: number
  /** The half-open range of scope keys of its place. */
  readonly scopeKey: number
  readonly scopeEnd: number
  readonly from: Date
  /** Only what the place states itself. */
  readonly rules: readonly CardRule[]
}

/** What cards name: `430100000000@2`. */
export const versionName = ({ id, version }: Pick<PackVersion, 'id' | 'version'>): string => `${id}@${version}`

/**
 * A version holds from the beginning of its first day, yet never before it was saved: what began earlier on that day
 * keeps the rules under which it began.
 */
export const holdsFrom = (effectiveFrom: string, savedAt: Date): Date =>
  new Date(Math.max(localDayStart(dayNumberOf(effectiveFrom)), savedAt.getTime()))
