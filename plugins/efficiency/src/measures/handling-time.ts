import type { CaseMeasure, Histogram } from '@zhikong/core'
import { onDay, workingDays } from '../rules/days.ts'

/** Upper bounds of the buckets in working days; the last holds all the rest. */
const BOUNDS = [0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 45, 60, 90, Number.POSITIVE_INFINITY]

const codeOf = (bucket: number): string => `handling-time-${String(bucket + 1).padStart(2, '0')}`

/** The bucket of a handling time in working days: the first whose bound it does not exceed. */
export const bucketOf = (days: number): number => BOUNDS.findIndex((bound) => days <= bound)

/** Time from acceptance to closing as a fixed histogram, so that medians of any region and period can be told. */
export const handlingTimes: readonly CaseMeasure[] = BOUNDS.map((bound, bucket) => ({
  code: codeOf(bucket),
  title: {
    'zh-CN': Number.isFinite(bound) ? `办理用时不超过 ${bound} 个工作日` : '办理用时更长',
    en: Number.isFinite(bound) ? `Handled within ${bound} working days` : 'Handled in more',
  },
  subject: 'case',
  count: ({ state, handlingUnits, endedAt }) =>
    state === 'CLOSED' && handlingUnits !== null && bucketOf(workingDays(handlingUnits)) === bucket
      ? onDay(endedAt)
      : [],
}))

export const handlingHistogram: Histogram = BOUNDS.map((upTo, bucket) => ({ upTo, measure: codeOf(bucket) }))
