import type { SubjectClock } from '../alerts/subjects/declaration.ts'
import { plainRule } from '../clock/rule-pack.ts'

/** The clock of a target that is missed. */
export const BREACH_CLOCK = 'target-missed'

/** How long a target is missed before it is more than a warning; calendar days. */
export const BREACH_DAYS = 30

const OWN = { clock: BREACH_CLOCK, limit: 'OWN', defaultLimit: { amount: BREACH_DAYS, unit: 'CALENDAR_DAY' } } as const

/** Warned of at once, yellow once it has lasted for 30 days; over as soon as the target is met. */
export const breachClock: SubjectClock = {
  code: BREACH_CLOCK,
  clause: '5-e',
  title: { 'zh-CN': '指标未达标', en: 'Target missed' },
  event: 'breaches.card.issued',
  rules: {
    version: 1,
    rules: [
      plainRule({ ...OWN, level: 'WARNING', over: { comparator: '>=', days: -BREACH_DAYS } }, BREACH_DAYS),
      plainRule({ ...OWN, level: 'YELLOW', over: { comparator: '>', days: 0 } }),
    ],
  },
}
