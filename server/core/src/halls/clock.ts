import type { SubjectClock } from '../alerts/subjects/declaration.ts'
import { plainRule } from '../clock/rule-pack.ts'

/** The clock of a group until which it is led. */
export const LEADER_CLOCK = 'quality-leader'

/** The clock of a hall until which the log of a working day is to be kept. */
export const CONTROL_CLOCK = 'control-log'

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
      plainRule({ ...OWN, level: 'WARNING', over: { comparator: '>=', days: -10 } }, 10),
      plainRule({ ...OWN, level: 'YELLOW', over: { comparator: '>', days: 0 } }),
      plainRule({ ...OWN, level: 'RED', over: { comparator: '>=', days: 10 } }),
    ],
  },
}

const LOG = { clock: CONTROL_CLOCK, limit: 'OWN', defaultLimit: null } as const

/** Runs to the end of the working day after the one whose log is owed: warned of on that day, missed from then on (4-b). */
export const controlClock: SubjectClock = {
  code: CONTROL_CLOCK,
  clause: '4-b',
  title: { 'zh-CN': '大厅日常管控记录缺失', en: 'Daily control log of a hall missed' },
  event: 'halls.card.issued',
  rules: {
    version: 1,
    rules: [
      plainRule({ ...LOG, level: 'WARNING', over: { comparator: '>=', days: 0 } }),
      plainRule({ ...LOG, level: 'YELLOW', over: { comparator: '>', days: 0 } }),
      plainRule({ ...LOG, level: 'RED', over: { comparator: '>=', days: 3 } }),
    ],
  },
}
