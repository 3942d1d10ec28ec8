import type { FindingSeverity, FindingSource } from '../contract.ts'

/** What was seen in a unit of the demo, and when it was settled. */
export type Seen = {
  readonly source: FindingSource
  readonly type: string
  readonly cause: string
  readonly severity: FindingSeverity
  readonly title: string
  readonly daysAgo: number
  readonly settledDaysAgo?: number
}

/** In each unit of the demo; the last one is the third again, after it was settled. */
export const SEEN: readonly Seen[] = [
  {
    source: 'REPORT',
    type: 'CONDUCT',
    cause: 'NO_BADGE',
    severity: 'MINOR',
    title: '演示数据：窗口人员未亮牌上岗。',
    daysAgo: 40,
    settledDaysAgo: 20,
  },
  {
    source: 'SELF_ASSESSMENT',
    type: 'PREMISES',
    cause: 'QUEUE_MACHINE',
    severity: 'MINOR',
    title: '演示数据：取号机故障未及时报修。',
    daysAgo: 33,
  },
  {
    source: 'REPORT',
    type: 'HANDLING',
    cause: 'NO_FULL_NOTICE',
    severity: 'SERIOUS',
    title: '演示数据：未一次性告知所需材料。',
    daysAgo: 28,
    settledDaysAgo: 12,
  },
  {
    source: 'SELF_ASSESSMENT',
    type: 'HANDLING',
    cause: 'EXTRA_MATERIAL',
    severity: 'GRAVE',
    title: '演示数据：要求提供指南以外的证明。',
    daysAgo: 9,
  },
  {
    source: 'REPORT',
    type: 'HANDLING',
    cause: 'NO_FULL_NOTICE',
    severity: 'SERIOUS',
    title: '演示数据：再次未一次性告知所需材料。',
    daysAgo: 3,
  },
]
