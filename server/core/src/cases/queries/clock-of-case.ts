import type { AlertTable } from '../../alerts/tables.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import { isProvisional, isWorkday } from '../../clock/days.ts'
import { counted } from '../../clock/elapsed.ts'
import { dateOf, localDayNumber, localDayStart } from '../../clock/local-time.ts'
import { pausesOf, suspendedUnits } from '../../clock/suspensions.ts'
import type { Pause } from '../../clock/suspensions.ts'
import type { WorkCalendar } from '../../clock/types.ts'
import { DAY_UNITS } from '../../clock/types.ts'
import { workTime } from '../../clock/work-time.ts'
import type { CaseCard, DerivedCase } from '../derive.ts'
import { runsWithCase } from '../derive.ts'
import type { Forwarding } from '../forwarding.ts'

export type ClockDay = {
  readonly date: string
  readonly workday: boolean
  readonly opens: Date | null
  readonly closes: Date | null
  readonly provisional: boolean
}
export type ClockMark = { readonly level: CardLevel; readonly at: Date; readonly raised: boolean }

export const SPAN_KINDS = ['RUNNING', 'SUSPENDED', 'OVER', 'AHEAD'] as const
export type SpanKind = (typeof SPAN_KINDS)[number]
export type ClockSpan = { readonly kind: SpanKind; readonly from: Date; readonly to: Date; readonly days: number }

/** The clock of a case, drawn out: from its acceptance to now or its end, and on to its last card. */
export type CaseClock = {
  readonly startedAt: Date
  /** Where the hand stands: now, or the end of the case. */
  readonly now: Date
  readonly countedDays: number
  readonly suspendedDays: number
  readonly days: readonly ClockDay[]
  readonly marks: readonly ClockMark[]
  readonly spans: readonly ClockSpan[]
  /** While it lay at upper bodies; the clock went on. */
  readonly forwardings: readonly Forwarding[]
  readonly nextLevel: CardLevel | null
  readonly nextAt: Date | null
}

/** Null while the case was never accepted. */
export const clockOf = (
  derived: DerivedCase,
  alerts: readonly Pick<AlertTable, 'clock' | 'level' | 'dueAt'>[],
  calendar: WorkCalendar,
  now: Date,
): CaseClock | null => {
  const { record, suspensions, forwardings, due } = derived
  const { acceptedAt: start, endedAt } = record
  if (start === null) return null
  const [reached, ahead] = [derived.reached.filter(isOwn), derived.ahead.filter(isOwn)]
  const hand = endedAt ?? now
  const raised = new Map(alerts.map((alert) => [`${alert.clock}\n${alert.level}`, alert.dueAt]))
  const marks = [...reached, ...ahead].map(({ clock, level, at }): ClockMark => {
    const key = `${clock.code}\n${level}`
    const was = raised.get(key)
    raised.delete(key)
    return { level, at: was ?? at, raised: was !== undefined }
  })
  // Cards that were issued before a late event made them needless stay (6.4-b).
  for (const [key, at] of raised) marks.push({ level: key.split('\n')[1] as CardLevel, at, raised: true })
  marks.sort((a, b) => a.at.getTime() - b.at.getTime())
  const end = latest([start, hand, ...marks.map(({ at }) => at)])
  const [next] = endedAt === null ? ahead : []
  return {
    startedAt: start,
    now: hand,
    countedDays: counted(calendar, { start, suspensions, closedAt: endedAt }, now),
    suspendedDays: hand <= start ? 0 : suspendedUnits(calendar, suspensions, start, hand) / DAY_UNITS,
    days: daysOf(calendar, start, end),
    marks,
    spans: spansOf(calendar, pausesOf(calendar, suspensions, 'continuous'), {
      start,
      due: due?.dueAt ?? null,
      hand,
      end: endedAt === null ? end : hand,
    }),
    forwardings,
    nextLevel: next?.level ?? null,
    nextAt: next?.at ?? null,
  }
}

const isOwn = ({ clock }: CaseCard): boolean => runsWithCase(clock)

const latest = (instants: readonly Date[]): Date => new Date(Math.max(...instants.map((at) => at.getTime())))

const daysOf = (calendar: WorkCalendar, from: Date, to: Date): readonly ClockDay[] => {
  const [first, last] = [localDayNumber(from.getTime()), localDayNumber(to.getTime())]
  return Array.from({ length: last - first + 1 }, (_, index): ClockDay => {
    const day = first + index
    const date = dateOf(day)
    const start = localDayStart(day)
    const workday = isWorkday(calendar, date)
    const spans = workday ? calendar.shapes[calendar.before[day - calendar.firstDay] ?? 0]?.spans : undefined
    const instant = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(start + ms))
    return {
      date,
      workday,
      opens: instant(spans?.[0]?.[0]),
      closes: instant(spans?.at(-1)?.[1]),
      provisional: isProvisional(calendar, new Date(start)),
    }
  })
}

type Line = { readonly start: Date; readonly due: Date | null; readonly hand: Date; readonly end: Date }

/** Cuts the line at its edges and names each piece; neighbours of one kind are one span. */
const spansOf = (
  calendar: WorkCalendar,
  pauses: readonly Pause[],
  { start, due, hand, end }: Line,
): readonly ClockSpan[] => {
  const [from, to] = [start.getTime(), end.getTime()]
  const edges = [
    from,
    to,
    hand.getTime(),
    due?.getTime() ?? from,
    ...pauses.flatMap((pause) => [pause.from, pause.until]),
  ]
  const cuts = [...new Set(edges)].filter((edge) => edge >= from && edge <= to).toSorted((a, b) => a - b)
  const kindAt = (at: number): SpanKind => {
    if (pauses.some((pause) => at >= pause.from && at < pause.until)) return 'SUSPENDED'
    if (at >= hand.getTime()) return 'AHEAD'
    return due !== null && at >= due.getTime() ? 'OVER' : 'RUNNING'
  }
  const spans: { kind: SpanKind; from: number; to: number }[] = []
  for (const [index, cut] of cuts.slice(0, -1).entries()) {
    const next = cuts[index + 1] ?? cut
    const kind = kindAt(cut)
    const last = spans.at(-1)
    if (last?.kind === kind) last.to = next
    else spans.push({ kind, from: cut, to: next })
  }
  return spans.map(({ kind, ...span }): ClockSpan => {
    const [begin, finish] = [new Date(span.from), new Date(span.to)]
    return { kind, from: begin, to: finish, days: (workTime(calendar, finish) - workTime(calendar, begin)) / DAY_UNITS }
  })
}
