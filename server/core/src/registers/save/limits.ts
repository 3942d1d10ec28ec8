import type { Limit } from '../../clock/types.ts'
import type { Report } from './problems.ts'

/** The flag of a matter whose promised limit is above its statutory one (clause 6.1-b). */
export const PROMISED_ABOVE_STATUTORY = 'PROMISED_ABOVE_STATUTORY'

const MOST = 100_000

/** Whether more is promised than the law allows: told only of limits in one unit. Source: clause 6.1-b. */
export function promisesTooMuch(promised: Limit | null, statutory: Limit | null): boolean {
  if (promised === null || statutory === null || promised.unit !== statutory.unit) return false
  return promised.amount > statutory.amount
}

/** Checks a limit: 0 to 100,000 with at most two decimals. Undefined keeps what is stored. */
export function readLimit(report: Report, field: string, given: Limit | null | undefined, now: Limit | null) {
  if (given === undefined) return now
  if (given === null) return null
  const { amount } = given
  const usable = Number.isFinite(amount) && amount >= 0 && amount <= MOST && Number(amount.toFixed(2)) === amount
  if (usable) return given
  report.invalid(field, {
    'zh-CN': `时限应为 0 至 ${MOST} 之间、最多两位小数的数字。`,
    en: `A limit is a number from 0 to ${MOST} with at most two decimals.`,
  })
  return null
}
