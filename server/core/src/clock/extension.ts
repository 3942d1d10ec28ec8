import { dueThreshold, hasPassed } from './due.ts'
import type { Limit, Suspension, WorkCalendar } from './types.ts'

/**
 * By what law the statutory limit is extended: by the head of the agency, or, where agencies act jointly, by the head of
 * the government of their level (行政许可法 art. 42).
 */
export const EXTENSION_BASES = ['AGENCY', 'JOINT'] as const

export type ExtensionBasis = (typeof EXTENSION_BASES)[number]

/** The limits of the licensing law in working days, and the most by which each may be extended (art. 42). */
export const LICENSING_LIMITS: Readonly<
  Record<ExtensionBasis, { readonly limit: number; readonly extension: number }>
> = { AGENCY: { limit: 20, extension: 10 }, JOINT: { limit: 45, extension: 15 } }

/** A lower body reviews and sends up within twenty working days of acceptance (行政许可法 art. 43). */
export const REVIEW_LIMIT: Limit = { amount: 20, unit: 'WORKING_DAY' }

/** An extension as it was told. */
export type Extension = {
  readonly at: Date
  /** In the unit of the statutory limit. */
  readonly days: number
  readonly basis: ExtensionBasis
  readonly approver: string
  readonly reason: string
  /** Whether the applicant was told it with its reason, at `at`. */
  readonly noticed: boolean
}

/** What extensions come to. */
export type Extended = {
  /** By how much the statutory limit moves. */
  readonly days: number
  /** Those that move nothing: no approver, no reason, not told, or told after the limit had ended. */
  readonly void: readonly Extension[]
  /** More was granted than the law allows; the rest is without effect. */
  readonly isCut: boolean
}

export type ExtensionInput = {
  readonly start: Date
  /** Null when the law states none: then there is nothing to extend. */
  readonly statutory: Limit | null
  readonly suspensions: readonly Suspension[]
}

/**
 * How far extensions move the statutory limit, in the order in which they were told. They never move a promise. A limit in
 * hours or minutes is not extended.
 */
export const extendStatutory = (
  calendar: WorkCalendar,
  { start, statutory, suspensions }: ExtensionInput,
  extensions: readonly Extension[],
): Extended => {
  const none: Extension[] = []
  let [days, isCut, most] = [0, false, 0]
  for (const extension of extensions) {
    const { at, basis, approver, reason, noticed } = extension
    const isTold = noticed && approver !== '' && reason !== '' && at >= start
    if (!isTold || statutory === null || !isInDays(statutory)) {
      none.push(extension)
      continue
    }
    const limit = { ...statutory, amount: statutory.amount + days }
    const due = dueThreshold(calendar, { start, limit, policy: 'NEXT_WORKDAY', suspensions })
    if (due !== null && hasPassed(calendar, due, at)) {
      none.push(extension)
      continue
    }
    most = Math.max(most, LICENSING_LIMITS[basis].extension)
    isCut ||= days + extension.days > most
    days = Math.min(most, days + extension.days)
  }
  return { days, void: none, isCut }
}

const isInDays = ({ unit }: Limit): boolean => unit === 'WORKING_DAY' || unit === 'CALENDAR_DAY'
