import { plainRule, type ClauseId, type SubjectClock, type Text } from '@zhikong/core'

const DUE = { limit: 'OWN', defaultLimit: null } as const

/** Warned of a working day before it is due, yellow when it is late, red a week later. */
const rules = (clock: string): SubjectClock['rules'] => ({
  version: 1,
  rules: [
    plainRule({ ...DUE, clock, level: 'WARNING', over: { comparator: '>=', days: -1 } }),
    plainRule({ ...DUE, clock, level: 'YELLOW', over: { comparator: '>', days: 0 } }),
    plainRule({ ...DUE, clock, level: 'RED', over: { comparator: '>=', days: 5 } }),
  ],
})

const clock = <Code extends string>(code: Code, clause: ClauseId, title: Text) =>
  ({ code, clause, title, event: 'improvement.card.issued', rules: rules(code) }) as const satisfies SubjectClock

/** When a closed repair is old enough, it is looked at again: a warning that ends by itself once it is judged. */
const effect = {
  code: 'rectification-effect',
  clause: '7-d',
  title: { 'zh-CN': '整改效果评估', en: 'Effect of a rectification' },
  event: 'improvement.card.issued',
  rules: {
    version: 1,
    rules: [plainRule({ ...DUE, clock: 'rectification-effect', level: 'WARNING', over: { comparator: '>', days: 0 } })],
  },
} as const satisfies SubjectClock

export const subjectClocks = [
  clock('finding-hand-over', '7-a', { 'zh-CN': '问题交办', en: 'Hand-over of a finding' }),
  clock('rectification-accept', '7-b', { 'zh-CN': '整改签收', en: 'Acceptance of a rectification' }),
  clock('rectification-plan', '7-b', { 'zh-CN': '整改方案', en: 'Plan of a rectification' }),
  clock('rectification-finish', '7-b', { 'zh-CN': '整改完成', en: 'Rectification' }),
  clock('rectification-feedback', '7-b', { 'zh-CN': '整改反馈', en: 'Report on a rectification' }),
  clock('rectification-recheck', '7-d', { 'zh-CN': '整改复查', en: 'Recheck of a rectification' }),
  clock('urge-answer', '7-d', { 'zh-CN': '督促答复', en: 'Answer to an urge' }),
  effect,
] as const

/** The clocks of improvement by code. */
export type ImprovementClock = (typeof subjectClocks)[number]['code']
