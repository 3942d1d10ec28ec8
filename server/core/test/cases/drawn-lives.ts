import fc from 'fast-check'
import { deriveCase, type DerivedCase } from '../../src/cases/derive.ts'
import type { CaseEvent } from '../../src/cases/event.ts'
import type { CalendarException, WorkCalendar } from '../../src/clock/index.ts'
import { DEFAULT_HOURS, makeCalendar } from '../../src/clock/index.ts'
import { days, nationalDays } from '../clock/fixtures.ts'
import type { ReferenceCalendar } from '../clock/reference.ts'
import { instantOf, TICK_MS } from '../clock/reference.ts'
import { identity } from './law-kit.ts'
import type { DrawnExtension, DrawnLife, DrawnSuspension } from './naive-life.ts'
import { engineOf, testClock } from './test-clock.ts'

/** A calendar, and the same told to the reference. */
export type Years = { readonly calendar: WorkCalendar; readonly reference: ReferenceCalendar }

/** The years 2020–2026 with the days that differ. */
export const yearsWith = (exceptions: readonly CalendarException[]): Years => ({
  calendar: makeCalendar({
    id: 'national',
    version: 1,
    from: '2019-12-01',
    to: '2029-01-01',
    publishedUntil: nationalDays.publishedUntil,
    exceptions,
  }),
  reference: { exceptions, hoursOf: () => DEFAULT_HOURS },
})

const since2019 = nationalDays.exceptions.filter(({ date }) => date >= '2019-12-01')
const founding = [2020, 2021, 2022, 2023, 2024, 2025, 2026].flatMap((year): readonly CalendarException[] => [
  { date: `${year}-09-20`, kind: 'off' },
  { date: `${year}-09-21`, kind: 'off' },
])

/** The nation's, a subtree's with days of its own, and one that knows no holidays. */
export const YEARS: readonly Years[] = [yearsWith(since2019), yearsWith([...since2019, ...founding]), yearsWith([])]

const DAY = 144
const FIRST = Date.parse('2020-01-02T00:00:00+08:00') / TICK_MS
const LAST = Date.parse('2026-12-01T00:00:00+08:00') / TICK_MS

/** A tick of a day, most within its hours and often at their edges. */
const timeArb = fc.oneof(fc.constantFrom(54, 72, 78, 102), fc.integer({ min: 54, max: 102 }), fc.nat({ max: 143 }))
const halves = (max: number) => fc.integer({ min: 1, max: max * 2 }).map((n) => n / 2)

const suspensionArb = fc.record({
  day: fc.integer({ min: -2, max: 25 }),
  time: timeArb,
  length: fc.option(fc.nat({ max: DAY * 12 }), { freq: 4 }),
  approvedDays: fc.option(halves(8), { freq: 2 }),
  noticed: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  hasGround: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
})

const mostlyTrue = fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false))

const extensionArb = fc.record({
  day: fc.nat({ max: 50 }),
  time: timeArb,
  days: halves(12),
  joint: fc.boolean(),
  noticed: mostlyTrue,
  approved: mostlyTrue,
  reasoned: mostlyTrue,
})

/** Lives between 2020 and 2026, open or closed. */
export const lifeArb: fc.Arbitrary<DrawnLife> = fc
  .record({
    day: fc.nat({ max: (LAST - FIRST) / DAY - 1 }),
    time: timeArb,
    promised: halves(15),
    more: halves(12),
    suspensions: fc.array(suspensionArb, { maxLength: 4 }),
    extensions: fc.array(extensionArb, { maxLength: 2 }),
    close: fc.option(fc.integer({ min: 1, max: DAY * 45 })),
  })
  .map(({ day, time, promised, more, suspensions, extensions, close }) => {
    const start = FIRST + day * DAY + time
    const tickOf = (it: { readonly day: number; readonly time: number }): number =>
      FIRST + (day + it.day) * DAY + it.time
    return {
      start,
      promised,
      statutory: promised + more,
      suspensions: suspensions.map(({ length, approvedDays, noticed, hasGround, ...when }): DrawnSuspension => {
        const from = tickOf(when)
        // An open one without a cap never lets the clock go on, and is tested by itself.
        const to = length === null && approvedDays !== null ? null : from + (length ?? DAY)
        return { from, to, approvedDays, noticed, hasGround }
      }),
      extensions: extensions.map(({ day: after, time: moment, ...extension }): DrawnExtension => ({
        ...extension,
        at: tickOf({ day: after, time: moment }),
      })),
      close: close === null ? null : start + close,
    }
  })

const event = (
  kind: CaseEvent['kind'],
  eventKey: string,
  tick: number,
  payload: CaseEvent['payload'] = {},
): CaseEvent => ({ eventKey, kind, occurredAt: instantOf(tick), receivedAt: instantOf(tick), windowId: null, payload })

/** A life as a source would report it. Half of the resumptions are events that name theirs, half are planned ends. */
export const eventsOf = ({ start, promised, statutory, suspensions, extensions, close }: DrawnLife) => [
  event('ACCEPTED', 'accepted', start, {
    limits: { promised: days(promised), statutory: days(statutory), dueAt: null },
  }),
  ...suspensions.flatMap(({ from, to, approvedDays, noticed, hasGround }, index) => {
    const planned = to !== null && index % 2 === 0
    const begun = event('SUSPENDED', `s${index}`, from, {
      noticed,
      ...(hasGround ? { ground: 'HEARING' as const } : {}),
      ...(approvedDays === null ? {} : { approvedDays }),
      ...(planned ? { until: instantOf(to).toISOString() } : {}),
    })
    return to === null || planned ? [begun] : [begun, event('RESUMED', `r${index}`, to, { resumes: `s${index}` })]
  }),
  ...extensions.map(({ at, days: extensionDays, joint, noticed, approved, reasoned }, index) =>
    event('EXTENDED', `e${index}`, at, {
      extensionDays,
      noticed,
      extensionBasis: joint ? 'JOINT' : 'AGENCY',
      ...(approved ? { approver: '分管领导' } : {}),
      ...(reasoned ? { reason: '案情复杂' } : {}),
    }),
  ),
  ...(close === null ? [] : [event('CLOSED', 'closed', close)]),
]

const engine = engineOf(testClock())

/** Derives a life as of long after. */
export const deriveLife = ({ calendar }: Years, life: DrawnLife): DerivedCase =>
  deriveCase(identity, eventsOf(life), calendar, engine, instantOf(life.start + DAY * 365))
