import type { CaseMeasure, Histogram } from '@zhikong/core'
import { onDay } from '../rules/days.ts'
import { TENTHS, tenthUsed } from '../rules/limit-used.ts'

const codeOf = (tenth: number): string => `limit-used-${String(tenth).padStart(2, '0')}`

/** Cases closed on time by how much of the promised limit they used, in tenths: where closings pile up at the deadline. */
export const limitsUsed: readonly CaseMeasure[] = TENTHS.map((tenth) => ({
  code: codeOf(tenth),
  title: {
    'zh-CN': `用去承诺时限第 ${tenth} 个十分之一时办结`,
    en: `Closed in tenth ${tenth} of the promised limit`,
  },
  subject: 'case',
  count: (record) => (tenthUsed(record) === tenth ? onDay(record.endedAt) : []),
}))

/** Upper bounds in shares of the limit: 0.1 to 1. */
export const limitHistogram: Histogram = TENTHS.map((tenth) => ({ upTo: tenth / 10, measure: codeOf(tenth) }))
