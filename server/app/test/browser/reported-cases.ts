import { applicant, halls, matters, organisations, windows } from './registers.ts'
import type { HallName } from './registers.ts'

/** An event as `reportCaseEvents` takes it. */
export type EventInput = Readonly<Record<string, unknown>> & { readonly externalId: string }

const source = 'TEST-DESK'
const hourMs = 3_600_000

/** So many hours from now, before it when negative. */
export const hoursFromNow = (hours: number): string => new Date(Date.now() + hours * hourMs).toISOString()

type Told = {
  readonly number: string
  readonly hall: HallName
  /** Hours from now. */
  readonly accepted: number
  readonly due: number
  readonly closed?: number
}

const event = (
  externalId: string,
  eventId: string,
  kind: string,
  occurredAt: string,
  more: object = {},
): EventInput => ({
  source,
  externalId,
  eventId,
  kind,
  occurredAt,
  ...more,
})

/** A case that is due at an instant: its acceptance, and its closing when it has one. */
export function eventsOf({ number, hall, accepted, due, closed }: Told): readonly EventInput[] {
  const at = { hall: halls[hall].code, matter: matters.quick.code, channel: 'WINDOW' }
  const acceptance = event(number, 'accepted', 'ACCEPTED', hoursFromNow(accepted), { ...at, dueAt: hoursFromNow(due) })
  return closed === undefined ? [acceptance] : [acceptance, closing(number, hoursFromNow(closed))]
}

/** The closing of a case that was reported before. */
export const closing = (number: string, occurredAt = new Date().toISOString()): EventInput =>
  event(number, 'closed', 'CLOSED', occurredAt)

const onTime = (number: string, hall: HallName, daysAgo: number) =>
  eventsOf({ number, hall, accepted: -24 * daysAgo, due: -24 * daysAgo + 20, closed: -24 * daysAgo + 5 })
const late = (number: string, hall: HallName, daysAgo: number) =>
  eventsOf({ number, hall, accepted: -24 * daysAgo, due: -24 * daysAgo + 5, closed: -24 * daysAgo + 20 })
const overdue = (number: string, hall: HallName, daysAgo: number) =>
  eventsOf({ number, hall, accepted: -24 * daysAgo, due: -24 * daysAgo + 20 })

/** A case with everything that a timeline can show, beyond its promised and its statutory limit in any season. */
const eventful = (number: string): readonly EventInput[] => {
  const days = (ago: number): string => hoursFromNow(-24 * ago)
  const at = { hall: halls.huayuan.code, matter: matters.shop.code, channel: 'PORTAL', window: windows[0].code }
  return [
    event(number, '1', 'SUBMITTED', days(28.5), at),
    event(number, '2', 'ACCEPTED', days(28), { ...at, organisation: organisations[0].code, role: '受理岗', applicant }),
    event(number, '3', 'STEP', days(27), { step: '现场核查', role: '审查岗' }),
    event(number, '4', 'SUSPENDED', days(26), { reason: '专家评审', approvedDays: 5, noticed: true }),
    event(number, '5', 'RESUMED', days(24)),
  ]
}

const numbered = (prefix: string, count: number, from = 1): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}-${String(at + from).padStart(3, '0')}`)

/** What there is before a test begins; counted below. */
export const reportedCases = (): readonly EventInput[] => [
  ...numbered('HY', 6).flatMap((number, at) => onTime(number, 'huayuan', 4 + at)),
  ...numbered('HY', 2, 7).flatMap((number, at) => late(number, 'huayuan', 5 + at)),
  ...numbered('HY', 2, 9).flatMap((number, at) => overdue(number, 'huayuan', 9 + at)),
  ...eventful('HY-011'),
  ...numbered('SL', 2).flatMap((number, at) => onTime(number, 'shuanglong', 4 + at)),
  ...eventsOf({ number: 'SL-003', hall: 'shuanglong', accepted: -72, due: 24 * 30 }),
  ...numbered('SB', 2).flatMap((number, at) => onTime(number, 'shibadong', 6 + at)),
  ...overdue('SB-003', 'shibadong', 8),
  ...numbered('FR', 4).flatMap((number, at) => onTime(number, 'furong', 3 + at)),
  ...overdue('FR-005', 'furong', 7),
]

/** Over the last thirty days, whole subtrees. */
export const expected = {
  hunan: { accepted: 22, closed: 16, overdue: 5 },
  /** 10 of 12 were closed on time. */
  huayuan: { accepted: 17, closed: 12, open: 5, overdue: ['HY-009', 'HY-010', 'HY-011', 'SB-003'], rate: '83.3' },
  shibadong: { accepted: 3, rate: '100.0', overdue: ['SB-003'] },
} as const
