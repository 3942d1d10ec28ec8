import type { SubjectClock } from '../../alerts/subjects/declaration.ts'
import { plainRule } from '../../clock/rule-pack.ts'

const OWN = { limit: 'OWN', defaultLimit: null } as const

const rules = (clock: string) => ({
  version: 1,
  rules: [
    plainRule({ ...OWN, clock, level: 'WARNING', over: { comparator: '>=', days: -1 } }),
    plainRule({ ...OWN, clock, level: 'YELLOW', over: { comparator: '>', days: 0 } }),
    plainRule({ ...OWN, clock, level: 'RED', over: { comparator: '>=', days: 3 } }),
  ],
})

/** Both run at the region that asks: no card of theirs names the unit that is asked about. */
export const subjectClocks: readonly SubjectClock[] = [
  {
    code: 'return-visit',
    clause: '6.1-h',
    title: { 'zh-CN': '回访办理', en: 'Return visit' },
    event: 'surveys.card.issued',
    rules: rules('return-visit'),
  },
  {
    code: 'survey-referral',
    clause: '6.3-l',
    title: { 'zh-CN': '回访事项办理', en: 'Matter from a survey' },
    event: 'surveys.card.issued',
    rules: rules('survey-referral'),
  },
]
