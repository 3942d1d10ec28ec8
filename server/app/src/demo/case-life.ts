import { DAY_UNITS, instantAt, workTime } from '@zhikong/core'
import type { Limit, ReportedEvent, WorkCalendar } from '@zhikong/core'
import type { DemoHall, DemoWorld } from './demo-world.ts'
import type { Random } from './random.ts'
import { pick, pickWeighted } from './random.ts'
import type { Channel } from './rhythm.ts'
import { arrivalOf } from './rhythm.ts'

/** The source of every case of the demo. */
export const DEMO_SOURCE = 'demo'

const STEPS = ['审查', '现场核查', '决定', '制证'] as const
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** What goes otherwise than from acceptance to closing; made up, but of the size that halls report. */
const CORRECTED = 0.03
const REFUSED = 0.004
const SUSPENDED = 0.04
const STEPPED = 0.3

/** The whole life of one demo case that comes on a day; what lies ahead of now has not happened yet. */
export const caseLife = (
  random: Random,
  world: DemoWorld,
  calendar: WorkCalendar,
  day: string,
  number: number,
): readonly ReportedEvent[] => {
  const hall = pickWeighted(random, world.halls, world.ends)
  const { matter, organisation } = pickWeighted(random, hall.matters, hall.matterEnds)
  const { channel, at } = arrivalOf(random, calendar, day)
  const externalId = `${hall.region.code.slice(0, 6)}-${day.replaceAll('-', '')}-${String(number).padStart(5, '0')}`
  const event = eventsOf(externalId, hall, matter.draft.code, organisation, channel, random)
  const { before, accepted } = untilAcceptance(random, calendar, at, event, channel !== 'WINDOW')
  if (accepted === null) return before
  const { promised, statutory } = matter.draft
  const end = endOf(random, calendar, accepted, promised, statutory, hall.lateness)
  const life = [...before, event('ACCEPTED', accepted), ...between(random, calendar, accepted, end.at, event)]
  return random() < hall.stuck ? life : [...life, event(end.kind, end.at)]
}

type More = Pick<ReportedEvent, 'reason' | 'approvedDays' | 'noticed' | 'step'>
type MakeEvent = (kind: ReportedEvent['kind'], occurredAt: Date, more?: More) => ReportedEvent

const eventsOf = (
  externalId: string,
  hall: DemoHall,
  matter: string,
  organisation: string,
  channel: Channel,
  random: Random,
): MakeEvent => {
  const window = channel === 'WINDOW' && hall.windows.length > 0 ? pick(random, hall.windows) : undefined
  return (kind, occurredAt, more = {}) => ({
    source: DEMO_SOURCE,
    externalId,
    eventId: kind.toLowerCase().replace('_', '-'),
    kind,
    occurredAt,
    hall: hall.code,
    matter,
    organisation,
    channel,
    ...(window === undefined ? {} : { window }),
    ...more,
  })
}

type Begun = { readonly before: readonly ReportedEvent[]; readonly accepted: Date | null }

/** At a window a case is accepted at once; what is handed in otherwise waits, for opening hours at least. */
const untilAcceptance = (random: Random, calendar: WorkCalendar, at: Date, event: MakeEvent, waits: boolean): Begun => {
  const later = (from: Date, days: number): Date =>
    whole(instantAt(calendar, workTime(calendar, from) + Math.floor(days * DAY_UNITS)))
  const corrected = random() < CORRECTED
  if (!waits && !corrected) return { before: [], accepted: at }
  const submitted = event('SUBMITTED', at)
  if (random() < REFUSED) {
    return {
      before: [submitted, event('RETURNED', later(at, 0.3 + random()), { reason: '不属于本机关职权范围' })],
      accepted: null,
    }
  }
  const looked = later(at, 0.01 + 0.25 * random())
  if (!corrected) return { before: [submitted], accepted: looked }
  const answered = later(looked, 0.2 + 2.5 * random())
  const before = [
    submitted,
    event('CORRECTION_REQUESTED', looked, { reason: '请补正材料' }),
    event('CORRECTION_ANSWERED', answered),
  ]
  return { before, accepted: later(answered, 0.05 + 0.2 * random()) }
}

/** What happens between acceptance and end, in opening hours: a suspension or a step, where there is time for it. */
const between = (
  random: Random,
  calendar: WorkCalendar,
  accepted: Date,
  end: Date,
  event: MakeEvent,
): readonly ReportedEvent[] => {
  const span = end.getTime() - accepted.getTime()
  const from = workTime(calendar, accepted)
  const at = (share: number): Date =>
    whole(instantAt(calendar, from + Math.floor((workTime(calendar, end) - from) * share)))
  if (span > 2 * DAY_MS && random() < SUSPENDED) {
    const reason = pick(random, ['检验检测', '专家评审', '听证'])
    return [
      event('SUSPENDED', at(0.2), { reason, approvedDays: 3, noticed: random() < 0.95 }),
      event('RESUMED', at(0.6)),
    ]
  }
  return span > DAY_MS / 4 && random() < STEPPED ? [event('STEP', at(0.5), { step: pick(random, STEPS) })] : []
}

const endOf = (
  random: Random,
  calendar: WorkCalendar,
  accepted: Date,
  promised: Limit,
  statutory: Limit,
  lateness: number,
): { readonly at: Date; readonly kind: ReportedEvent['kind'] } => {
  const luck = random()
  const kind = luck < 0.006 ? 'WITHDRAWN' : luck < 0.009 ? 'RETURNED' : luck < 0.012 ? 'VOIDED' : 'CLOSED'
  const isLate = random() < lateness
  const beyond = random() < 0.25 ? statutory.amount + 2 * random() - promised.amount : 0.2 + 3 * random()
  const share = promised.amount * (0.15 + 0.8 * random() ** 0.7)
  const units = isLate ? promised.amount + Math.max(0.2, beyond) : share
  if (promised.unit === 'CALENDAR_DAY') return { kind, at: whole(new Date(accepted.getTime() + units * DAY_MS)) }
  if (promised.amount === 0 && !isLate) return { kind, at: sameDay(random, calendar, accepted) }
  return { kind, at: whole(instantAt(calendar, workTime(calendar, accepted) + Math.floor(units * DAY_UNITS))) }
}

/** An immediate case is closed within the hour, before the close of business. */
const sameDay = (random: Random, calendar: WorkCalendar, accepted: Date): Date => {
  const minutes = 2 + 50 * random() ** 2
  const close = instantAt(calendar, Math.ceil((workTime(calendar, accepted) + 1) / DAY_UNITS) * DAY_UNITS)
  const latest = Math.max(accepted.getTime() + MINUTE_MS, close.getTime() - 5 * MINUTE_MS)
  return whole(new Date(Math.min(accepted.getTime() + minutes * MINUTE_MS, latest)))
}

/** To the second, as hall software writes it. */
const whole = (at: Date): Date => new Date(Math.floor(at.getTime() / 1_000) * 1_000)
