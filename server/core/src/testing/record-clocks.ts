import type { CardLevel } from '../clock/card-rule.ts'
import { plainRule } from '../clock/rule-pack.ts'
import type { Limit } from '../clock/types.ts'
import type { OwnRules } from '../alerts/subjects/declaration.ts'
import type { AlertPayload } from '../feed/events.ts'
import type { ClauseId } from '../standard/clauses.ts'
import { definePlugin } from '../plugin.ts'

type RecordClocks = { Emits: { 'records.card.issued': AlertPayload } }

/** Over how many days a card shows: `['>=', -2]` reads over ≥ −2. */
type Over = readonly ['>=' | '>', number]

const rules = (
  clock: string,
  defaultLimit: Limit | null,
  over: { readonly [Level in CardLevel]?: Over },
): OwnRules => ({
  version: 1,
  rules: (['WARNING', 'YELLOW', 'RED'] as const).flatMap((level) => {
    const [comparator, days] = over[level] ?? []
    if (comparator === undefined || days === undefined) return []
    return [plainRule({ clock, level, limit: 'OWN', defaultLimit, over: { comparator, days } })]
  }),
})

const clock = (code: string, clause: ClauseId, title: string, by: string | OwnRules) => ({
  code,
  clause,
  title: { 'zh-CN': `${title}（测试）`, en: `${code} (test)` },
  event: 'records.card.issued' as const,
  rules: by,
})

const USUAL = { WARNING: ['>=', -2], YELLOW: ['>=', 1], RED: ['>=', 1] } as const
const SHORT = { YELLOW: ['>', 0] } as const

/** A plugin without tables whose records run on every kind of clock: to try clocks of records, in core and in plugins. */
export const recordClocks = definePlugin<RecordClocks>({
  name: 'records',
  title: { 'zh-CN': '时钟测试', en: 'Clocks of records (test)' },
  clauses: [],
  permissions: {},
  emits: ['records.card.issued'],
  subjectClocks: [
    clock('consultation', '6.2-a', '咨询答复', 'consultation'),
    clock('complaint', '6.3-k', '投诉答复', 'complaint'),
    clock('disclosure', '6.2-a', '依申请公开', rules('disclosure', { amount: 20, unit: 'WORKING_DAY' }, USUAL)),
    clock('rectification', '6.3-j', '整改', rules('rectification', { amount: 30, unit: 'CALENDAR_DAY' }, USUAL)),
    clock('contact-in-time', '6.3-l', '差评联系', rules('contact-in-time', { amount: 1, unit: 'WORKING_DAY' }, USUAL)),
    clock('hotline', '6.3-k', '热线回复', rules('hotline', null, SHORT)),
    clock('same-day', '6.3-k', '当日办结', rules('same-day', { amount: 0, unit: 'WORKING_DAY' }, SHORT)),
  ],
})
