import type { SubjectClock } from '../../alerts/subjects/declaration.ts'
import { plainRule } from '../../clock/rule-pack.ts'
import type { Text } from '../../text.ts'

const DUE = { limit: 'OWN', defaultLimit: null } as const

/** Warned of a working day before it is due, yellow when it is late, red a week later. */
const clock = <Code extends string>(code: Code, title: Text) =>
  ({
    code,
    clause: '5-g',
    title,
    event: 'ratings.card.issued',
    rules: {
      version: 1,
      rules: [
        plainRule({ ...DUE, clock: code, level: 'WARNING', over: { comparator: '>=', days: -1 } }),
        plainRule({ ...DUE, clock: code, level: 'YELLOW', over: { comparator: '>', days: 0 } }),
        plainRule({ ...DUE, clock: code, level: 'RED', over: { comparator: '>=', days: 5 } }),
      ],
    },
  }) as const satisfies SubjectClock

export const subjectClocks = [
  clock('rating-contact', { 'zh-CN': '差评回访核实', en: 'Contact after a negative rating' }),
  clock('rating-fix', { 'zh-CN': '差评整改', en: 'Answer to a negative rating' }),
] as const
