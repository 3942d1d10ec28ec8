import type { Indicator } from '../../indicators/indicator.ts'

const COUNT = { clause: '7-a', unit: 'COUNT', better: 'LOWER' } as const

/** The figures of the ledger. */
export const indicators: readonly Indicator[] = [
  {
    ...COUNT,
    code: 'findings-raised',
    title: { 'zh-CN': '发现问题', en: 'Findings raised' },
    description: {
      'zh-CN': '期间内进入台账的问题数；同一问题再次发现不重复计数，暗访问题从公布之日起计。',
      en: 'Findings that came into the ledger in the period; what is found again is one, veiled ones count from their release.',
    },
    kind: 'flow',
    sum: { 'findings-minor': 1, 'findings-serious': 1, 'findings-grave': 1 },
  },
  {
    ...COUNT,
    code: 'findings-grave',
    title: { 'zh-CN': '严重问题', en: 'Grave findings' },
    description: {
      'zh-CN': '期间内进入台账的问题中，登记时为严重的问题数。',
      en: 'Of the findings raised in the period, those that were grave when they were raised.',
    },
    kind: 'flow',
    sum: { 'findings-grave': 1 },
  },
  {
    ...COUNT,
    code: 'findings-open',
    title: { 'zh-CN': '未销号问题', en: 'Findings open' },
    description: {
      'zh-CN': '期末尚未整改销号的问题数。',
      en: 'Findings that were not settled at the end of the period.',
    },
    kind: 'stock',
    sum: { 'findings-open': 1 },
  },
  {
    ...COUNT,
    better: 'NEITHER',
    code: 'findings-settled',
    title: { 'zh-CN': '已销号问题', en: 'Findings settled' },
    description: { 'zh-CN': '期间内整改销号的问题数。', en: 'Findings settled in the period.' },
    kind: 'flow',
    sum: { 'findings-settled': 1 },
  },
  {
    ...COUNT,
    code: 'findings-reopened',
    title: { 'zh-CN': '反复发生问题', en: 'Findings reopened' },
    description: {
      'zh-CN': '期间内销号后 90 天内再次发生而重新打开的问题数。',
      en: 'Findings opened again in the period because they were found again within 90 days of being settled.',
    },
    kind: 'flow',
    sum: { 'findings-reopened': 1 },
  },
]
