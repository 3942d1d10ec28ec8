import type { Answers } from '@zhikong/core'

/** Where its clauses are worked with. */
export const answers: Answers = {
  '6.4-a': { fields: ['rollup', 'handlingTimes', 'timeSpent', 'cases'], page: '/p/efficiency/[code]' },
  '6.4-b': {
    fields: [
      'alertList',
      'alerts',
      'warningResponse',
      'efficiencyReports',
      'accountabilityRecords',
      'openAccountability',
    ],
    page: '/p/efficiency/[code]/accountability',
  },
}
