import type { SubjectClock } from '../alerts/subjects/declaration.ts'
import { plainRule } from '../clock/rule-pack.ts'
import { PLAN_CLOCK } from './record-execution.ts'

const OWN = { clock: PLAN_CLOCK, limit: 'OWN', defaultLimit: null } as const

/** Overdue only when the window ends, whatever the mode; it runs at the region that performs, and names no target. */
export const planClock: SubjectClock = {
  code: PLAN_CLOCK,
  clause: '4-b',
  title: { 'zh-CN': '管控计划执行', en: 'Control plan to be carried out' },
  event: 'plans.card.issued',
  rules: {
    version: 1,
    rules: [
      plainRule({ ...OWN, level: 'WARNING', over: { comparator: '>=', days: -3 } }, 3),
      plainRule({ ...OWN, level: 'YELLOW', over: { comparator: '>', days: 0 } }),
      plainRule({ ...OWN, level: 'RED', over: { comparator: '>=', days: 10 } }),
    ],
  },
}
