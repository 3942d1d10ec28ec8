import type { SubjectClock } from '../../alerts/subjects/declaration.ts'
import { plainRule } from '../../clock/rule-pack.ts'
import type { Text } from '../../text.ts'

const DUE = { limit: 'OWN', defaultLimit: null } as const

/** Warned of on the last counted day, yellow when it is late, red three working days later. */
const rules = (clock: string): SubjectClock['rules'] => ({
  version: 1,
  rules: [
    plainRule({ ...DUE, clock, level: 'WARNING', over: { comparator: '>=', days: 0 } }),
    plainRule({ ...DUE, clock, level: 'YELLOW', over: { comparator: '>', days: 0 } }),
    plainRule({ ...DUE, clock, level: 'RED', over: { comparator: '>=', days: 3 } }),
  ],
})

const clock = <Code extends string>(code: Code, title: Text, by: SubjectClock['rules'] = rules(code)) =>
  ({ code, clause: '6.3-k', title, event: 'complaints.card.issued', rules: by }) as const satisfies SubjectClock

/** The deadlines of complaints; `complaint-handling` runs by the rules of the pack for complaints. */
export const subjectClocks = [
  clock('complaint-acceptance', { 'zh-CN': '投诉举报受理', en: 'Acceptance of a complaint' }),
  clock('complaint-handling', { 'zh-CN': '投诉举报办理', en: 'Handling of a complaint' }, 'complaint'),
  clock('complaint-reply', { 'zh-CN': '投诉举报答复', en: 'Reply to a complaint' }),
  clock('complaint-review', { 'zh-CN': '投诉举报复核', en: 'Review of a complaint' }),
  clock('complaint-referral', { 'zh-CN': '廉洁线索移送', en: 'Referral of a lead about integrity' }),
  clock('complaint-channel-test', { 'zh-CN': '投诉渠道测试', en: 'Test of a channel of complaints' }),
] as const

/** The clocks of complaints by code. */
export type ComplaintClock = (typeof subjectClocks)[number]['code']
