import type { SubjectClock } from '../alerts/subjects/declaration.ts'
import { plainRule } from '../clock/rule-pack.ts'

/** The clock of a group until which it is led. */
export const LEADER_CLOCK = 'quality-leader'

const OWN = { clock: LEADER_CLOCK, limit: 'OWN', defaultLimit: null } as const

/** Runs to the last day that has a primary leader: lapsed or vacant from the day after (4-a). */
export const leaderClock: SubjectClock = {
  code: LEADER_CLOCK,
  clause: '4-a',
  title: { 'zh-CN': '质量负责人任期届满或空缺', en: 'Quality leader lapsed or missing' },
  event: 'halls.card.issued',
  rules: {
    version: 1,
    rules: [
      plainRule({ ...OWN, level: 'WARNING', over: { comparator: '>=', days: -10 } }),
      plainRule({ ...OWN, level: 'YELLOW', over: { comparator: '>', days: 0 } }),
      plainRule({ ...OWN, level: 'RED', over: { comparator: '>=', days: 10 } }),
    ],
  },
}
