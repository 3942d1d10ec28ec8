import type { Indicator } from '@zhikong/core'

/** How many people came; a number beside the standard, so it names no clause. */
export const hallVisitorsIndicator: Indicator = {
  code: 'hall-visitors',
  clause: null,
  title: { 'zh-CN': '到访人数', en: 'Visitors' },
  description: {
    'zh-CN': '期间内政务服务大厅登记的到访人数之和。',
    en: 'Visitors that halls recorded in the period, added up.',
  },
  unit: 'COUNT',
  better: 'NEITHER',
  kind: 'flow',
  sum: { 'hall-visitors': 1 },
}
