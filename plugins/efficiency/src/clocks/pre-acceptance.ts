import { cardThresholds, type CaseLife } from '@zhikong/core'
import { stretchClock, type Stretch } from './card-clock.ts'

type Kind = CaseLife['events'][number]['kind']

const RECEIPTS: ReadonlySet<Kind> = new Set(['SUBMITTED', 'CORRECTION_ANSWERED'])
const ANSWERS: ReadonlySet<Kind> = new Set([
  'ACCEPTED',
  'CORRECTION_REQUESTED',
  'CLOSED',
  'VOIDED',
  'RETURNED',
  'WITHDRAWN',
])

/**
 * From the receipt of an online application, and again from each answered correction, to the answer of the hall: it
 * accepts, asks for a correction or ends the case. A case that is deemed accepted has not been answered.
 */
const waitsOf = ({ events }: CaseLife): readonly Stretch[] => {
  if (!events.some(({ kind, payload }) => kind === 'SUBMITTED' && payload.online === true)) return []
  const waits: { start: Date; end: Date | null }[] = []
  for (const { kind, occurredAt } of events) {
    const open = waits.at(-1)
    if (RECEIPTS.has(kind) && open?.end !== null) waits.push({ start: occurredAt, end: null })
    if (ANSWERS.has(kind) && open !== undefined) open.end ??= occurredAt
    if (ANSWERS.has(kind) && kind !== 'CORRECTION_REQUESTED') break
  }
  return waits
}

/** An online application is looked at before its acceptance 网上预受理 within two working days. */
export const preAcceptanceClock = stretchClock({
  code: 'pre-acceptance',
  title: { 'zh-CN': '网上预受理时钟', en: 'Clock of online pre-acceptance' },
  stretches: waitsOf,
  cards: ({ start, end }, { calendar, pack }) =>
    cardThresholds(calendar, { start, closedAt: end, suspensions: [], limits: {} }, pack.rulesOf('pre-acceptance')),
})
