import { DAY_UNITS, instantAt, workTime } from '@zhikong/core'
import type { Limit, ReportedEvent, WorkCalendar } from '@zhikong/core'
import type { DemoHall, DemoWorld } from './demo-world.ts'
import type { Random } from './random.ts'
import { pick, pickWeighted } from './random.ts'

export const DEMO_SOURCE = 'demo'

const CHANNELS = ['WINDOW', 'PORTAL', 'APP', 'MINI_PROGRAM', 'KIOSK', 'POST'] as const
const CHANNEL_ENDS = [52, 74, 88, 94, 98, 100]
const STEPS = ['审查', '现场核查', '决定', '制证'] as const
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** The whole life of one demo case, from its acceptance on a day; what lies ahead of now has not happened yet. */
export const caseLife = (
  random: Random,
  world: DemoWorld,
  calendar: WorkCalendar,
  day: string,
  number: number,
): readonly ReportedEvent[] => {
  const hall = pickWeighted(random, world.halls, world.ends)
  const { matter, organisation } = pick(random, hall.matters)
  const open = workTime(calendar, new Date(`${day}T00:00:00+08:00`))
  const accepted = whole(instantAt(calendar, open + Math.floor(DAY_UNITS * (0.03 + 0.9 * random()))))
  const externalId = `${hall.region.code.slice(0, 6)}-${day.replaceAll('-', '')}-${String(number).padStart(5, '0')}`
  const event = eventsOf(externalId, hall, matter.draft.code, organisation, random)
  const end = endOf(random, calendar, accepted, matter.draft.promised, matter.draft.statutory, hall.lateness)
  const life: ReportedEvent[] = []
  if (random() < 0.25) life.push(event('SUBMITTED', new Date(accepted.getTime() - Math.floor(random() * 30) * MINUTE_MS - 1_000)))
  life.push(event('ACCEPTED', accepted))
  const span = end.at.getTime() - accepted.getTime()
  if (span > 2 * DAY_MS && random() < 0.04) {
    const from = between(calendar, accepted, end.at, 0.2)
    life.push(event('SUSPENDED', from, { reason: '检验检测', approvedDays: 3, noticed: random() < 0.95 }))
    life.push(event('RESUMED', between(calendar, accepted, end.at, 0.6)))
  } else if (span > DAY_MS / 4 && random() < 0.35) {
    life.push(event('STEP', between(calendar, accepted, end.at, 0.5), { step: pick(random, STEPS) }))
  }
  life.push(event(end.kind, end.at))
  return life
}

type More = Pick<ReportedEvent, 'reason' | 'approvedDays' | 'noticed' | 'step'>

const eventsOf = (externalId: string, hall: DemoHall, matter: string, organisation: string, random: Random) => {
  const channel = pickWeighted(random, CHANNELS, CHANNEL_ENDS)
  const window = channel === 'WINDOW' && hall.windows.length > 0 ? pick(random, hall.windows) : undefined
  return (kind: ReportedEvent['kind'], occurredAt: Date, more: More = {}): ReportedEvent => ({
    source: DEMO_SOURCE,
    externalId,
    eventId: more.step === undefined ? kind.toLowerCase() : 'step',
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

const endOf = (
  random: Random,
  calendar: WorkCalendar,
  accepted: Date,
  promised: Limit,
  statutory: Limit,
  lateness: number,
): { readonly at: Date; readonly kind: ReportedEvent['kind'] } => {
  const luck = random()
  const kind = luck < 0.006 ? 'WITHDRAWN' : luck < 0.011 ? 'RETURNED' : luck < 0.014 ? 'VOIDED' : 'CLOSED'
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
  const w = workTime(calendar, accepted)
  const close = Math.ceil(w / DAY_UNITS) * DAY_UNITS
  return whole(instantAt(calendar, Math.min(w + Math.floor((0.01 + 0.1 * random()) * DAY_UNITS), close - 60_000)))
}

/** A share of the work time between two instants later: never at night. */
const between = (calendar: WorkCalendar, from: Date, to: Date, share: number): Date => {
  const w = workTime(calendar, from)
  return whole(instantAt(calendar, w + Math.floor((workTime(calendar, to) - w) * share)))
}

/** To the second, as hall software writes it. */
const whole = (at: Date): Date => new Date(Math.floor(at.getTime() / 1_000) * 1_000)
