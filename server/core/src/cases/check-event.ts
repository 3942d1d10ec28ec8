import type { InputProblem } from '../graphql/errors.ts'
import { problem } from '../graphql/errors.ts'
import type { Limit } from '../clock/types.ts'
import type { Text } from '../text.ts'
import { checkLaw } from './check-law.ts'
import { invalid } from './invalid-field.ts'
import type { At } from './invalid-field.ts'
import type { ReportedEvent } from './reported-event.ts'

/** The first day that the calendars know. */
export const FIRST_INSTANT = new Date('2004-01-01T00:00:00+08:00')
/** Deadlines end before the calendars do, with room for a suspension. */
export const LAST_INSTANT = new Date('2034-01-01T00:00:00+08:00')
/** How far a source's clock may run ahead. */
const AHEAD_MS = 10 * 60_000
/** The longest limit, in its unit taken as days: ten years. */
const MOST_DAYS = 3_650

const LENGTHS = {
  source: 64,
  externalId: 128,
  eventId: 128,
  hall: 64,
  matter: 64,
  window: 64,
  organisation: 64,
  channel: 64,
  role: 64,
  step: 200,
  reason: 500,
  note: 2_000,
  law: 200,
  approver: 64,
  resumes: 128,
  parent: 128,
} as const
const MOST = Object.entries(LENGTHS) as readonly [keyof typeof LENGTHS, number][]

const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, en })

/** What is wrong with an event by itself, before any register is asked; null when nothing is. */
export const checkEvent = (event: ReportedEvent, now: Date, at: At): InputProblem | null =>
  checkTexts(event, at) ??
  checkInstants(event, now, at) ??
  checkLimits(event, at) ??
  checkSuspension(event, at) ??
  checkLaw(event, at)

const checkTexts = (event: ReportedEvent, at: At): InputProblem | null => {
  for (const [field, most] of MOST) {
    const value = event[field]
    if (value == null) continue
    if (value.trim() === '') return invalid(at(field), `${field} 不能为空。`, `${field} must not be empty.`)
    if (value.length > most) {
      return invalid(at(field), `${field} 最长 ${most} 个字符。`, `${field} has at most ${most} characters.`)
    }
    if (!value.isWellFormed() || hasControl(value, field === 'note')) {
      return invalid(at(field), `${field} 含有不可用的字符。`, `${field} holds characters that cannot be stored.`)
    }
  }
  return null
}

/** Line breaks and tabs may stand in a note, nowhere else. */
const hasControl = (value: string, isNote: boolean): boolean =>
  /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(isNote ? value.replaceAll(/[\n\r\t]/gu, '') : value)

const checkInstants = (
  { occurredAt, dueAt, until, supplementDueAt }: ReportedEvent,
  now: Date,
  at: At,
): InputProblem | null => {
  const outOf = (value: Date, field: string, zh: string, en: string): InputProblem =>
    problem('DATE_OUT_OF_RANGE', { value: isoOf(value), detail: text(zh, en) }, at(field))
  if (!(occurredAt >= FIRST_INSTANT)) {
    return outOf(occurredAt, 'occurredAt', '不能早于 2004-01-01。', 'It must not lie before 2004-01-01.')
  }
  if (occurredAt.getTime() > now.getTime() + AHEAD_MS) {
    return outOf(occurredAt, 'occurredAt', '事件时间不能晚于现在。', 'An event must not lie in the future.')
  }
  for (const [field, value] of [
    ['dueAt', dueAt],
    ['until', until],
    ['supplementDueAt', supplementDueAt],
  ] as const) {
    if (value != null && !(value >= FIRST_INSTANT && value < LAST_INSTANT)) {
      return outOf(value, field, '须在 2004 年至 2033 年之间。', 'It must lie between 2004 and 2033.')
    }
  }
  return null
}

const isoOf = (value: Date): string => (Number.isNaN(value.getTime()) ? String(value) : value.toISOString())

const checkLimits = (event: ReportedEvent, at: At): InputProblem | null => {
  const { kind, promised, statutory, dueAt } = event
  if (kind !== 'ACCEPTED' && (promised != null || statutory != null || dueAt != null)) {
    const field = promised != null ? 'promised' : statutory != null ? 'statutory' : 'dueAt'
    return invalid(at(field), '只有受理（ACCEPTED）可以带时限。', 'Only an ACCEPTED event carries limits.')
  }
  if (promised != null && dueAt != null) {
    return invalid(at('dueAt'), '承诺时限与到期时间只能给一个。', 'Give a promised limit or a due instant, not both.')
  }
  return checkLimit(promised, 'promised', at) ?? checkLimit(statutory, 'statutory', at)
}

const PER_DAY = { WORKING_DAY: 1, CALENDAR_DAY: 1, HOUR: 24, MINUTE: 1_440 } as const

const checkLimit = (limit: Limit | null | undefined, field: string, at: At): InputProblem | null => {
  if (limit == null) return null
  const days = limit.amount / PER_DAY[limit.unit]
  if (days >= 0 && days <= MOST_DAYS) return null
  return invalid([...at(field), 'amount'], '时限须在 0 到 10 年之间。', 'A limit lies between 0 and ten years.')
}

const checkSuspension = ({ kind, approvedDays, until, occurredAt }: ReportedEvent, at: At): InputProblem | null => {
  if (kind !== 'SUSPENDED' && (approvedDays != null || until != null)) {
    return invalid(
      at(approvedDays != null ? 'approvedDays' : 'until'),
      '只有暂停（SUSPENDED）可以带批准天数或截止时间。',
      'Only a SUSPENDED event carries approved days or an end.',
    )
  }
  if (approvedDays != null && !(approvedDays > 0 && approvedDays <= 365)) {
    return invalid(at('approvedDays'), '批准天数须大于 0，不超过 365。', 'Approved days lie above 0 and up to 365.')
  }
  if (until != null && until < occurredAt) {
    return invalid(at('until'), '暂停的结束不能早于开始。', 'A suspension cannot end before it begins.')
  }
  return null
}
