import type { Transaction } from 'kysely'
import { noteFailures } from '../alerts/failures/store.ts'
import { announceSteps } from '../alerts/lifecycle/announce-steps.ts'
import type { EndedSubject } from '../alerts/lifecycle/end-alerts.ts'
import { endAlerts } from '../alerts/lifecycle/end-alerts.ts'
import type { Moved } from '../alerts/lifecycle/take-step.ts'
import type { RaisedCard } from '../alerts/raise.ts'
import { raiseCards } from '../alerts/raise.ts'
import type { ThresholdTable } from '../alerts/tables.ts'
import { hasPassed } from '../clock/due.ts'
import type { Due, WorkCalendar } from '../clock/types.ts'
import type { CoreTables } from '../database/tables.ts'
import type { OutboxEntry } from '../feed/append.ts'
import { appendToOutbox } from '../feed/append.ts'
import { caseDeltas } from '../indicators/case-measure.ts'
import { insertDeltas } from '../indicators/deltas.ts'
import { announceCard, announceEnd } from './announce.ts'
import type { DerivedCase } from './derive.ts'
import type { CaseEngine } from './engine.ts'
import { isEnd } from './event.ts'
import type { CaseRecord } from './record.ts'
import { replaceThresholds, upsertCases } from './store.ts'
import { leaveOutWithheld } from './withheld-cards.ts'

/** A case before and after: what a batch, a threshold or a new calendar made of it. */
export type Change = {
  readonly before: CaseRecord | null
  readonly derived: DerivedCase
  readonly calendar: WorkCalendar
}

const recordsOf = (changes: readonly Change[]): readonly CaseRecord[] => changes.map(({ derived }) => derived.record)

export type SettleOptions = {
  readonly now: Date
  /** Loaded from an earlier time: what was due before now is recorded and pushed to nobody. */
  readonly historical: boolean
}

/**
 * Writes all that follows from changed cases in the transaction of the change: rows, next thresholds, cards, measure
 * deltas, feed entries. The caller holds the cases' locks.
 */
export const settle = async (
  trx: Transaction<CoreTables>,
  engine: CaseEngine,
  changes: readonly Change[],
  { now, historical }: SettleOptions,
): Promise<void> => {
  const raised = await raiseCards(
    trx,
    changes.flatMap(({ derived: { record, reached }, calendar }) =>
      reached.map((card) => ({ record, card, historical, calendar })),
    ),
    now,
  )
  const settled = await leaveOutWithheld(trx, engine.clocks, changes)
  const known = settled.filter(({ before }) => before !== null)
  const thresholds = settled.flatMap((change) => nextThresholds(change, now))
  const deltas = settled.flatMap(({ before, derived }) => caseDeltas(engine.measures, before, derived.record))
  const looked = settled
    .filter(({ before, derived: { failures } }) => before !== null || failures.length > 0)
    .map(({ derived: { record, failures } }) => ({ key: record, clock: null, subject: 'case', historical, failures }))
  const ended = endedNow(settled, raised)
  // None of these waits for what another answers: they are sent together, in this order.
  const [, closed] = await Promise.all([
    Promise.all([
      upsertCases(trx, recordsOf(settled)),
      replaceThresholds(trx, recordsOf(known), thresholds),
      noteFailures(trx, looked, now),
      insertDeltas(trx, deltas),
    ]),
    endAlerts(trx, ended, now),
  ])
  if (historical) return
  await appendToOutbox(trx, announce(engine, settled, raised, closed, now))
}

/**
 * The clocks of which cards are to be told that they have ended: with the case since this change or before the card was
 * raised, or by themselves.
 */
const endedNow = (changes: readonly Change[], raised: readonly RaisedCard[]): readonly EndedSubject[] => {
  const carded = new Set(raised.map(({ record }) => record.caseId))
  return changes.flatMap(({ before, derived: { record, reached, ended } }) => {
    const isNew = record.endedAt !== null && (carded.has(record.caseId) || (before !== null && before.endedAt === null))
    const ownEnd = new Set(reached.flatMap(({ clock }) => (clock.endOf === undefined ? [] : [clock.code])))
    return [...ended].flatMap(([clock, endedAt]) =>
      isNew || ownEnd.has(clock) ? [{ key: record, clock, endedAt }] : [],
    )
  })
}

/** What the feed tells of it, the events of each case in their order. */
const announce = (
  engine: CaseEngine,
  changes: readonly Change[],
  raised: readonly RaisedCard[],
  closed: readonly Moved[],
  now: Date,
): readonly OutboxEntry[] => {
  const { registers } = engine
  const runs = new Map(
    changes.map(({ derived: { record, suspensions }, calendar }) => [record.caseId, { record, suspensions, calendar }]),
  )
  const runOf = (caseId: string) => {
    const run = runs.get(caseId)
    if (run === undefined) throw new Error(`Case ${caseId} was not among the changes`)
    return run
  }
  const ofCases = closed.map((moved) => ({ ...moved, record: runOf(moved.alert.caseId).record }))
  return [
    ...raised.map((card) => announceCard(card, runOf(card.record.caseId), registers, now)),
    ...changes.flatMap(({ before, derived: { record } }) =>
      isEnd(record.state) && (before?.endedAt ?? null) === null
        ? [announceEnd(record, record.state, runOf(record.caseId), registers, now)]
        : [],
    ),
    ...announceSteps(ofCases, engine, now),
  ]
}

/** The nearest point ahead on each calendar: of an open case any, of one that has ended those of clocks that run on. */
const nextThresholds = ({ derived, calendar }: Change, now: Date): readonly ThresholdTable[] => {
  const { record, due, statutoryDue, awaits, ahead, ended } = derived
  const running = ahead.filter(({ clock }) => !ended.has(clock.code))
  const ofCase = record.endedAt === null ? [due, statutoryDue, awaits] : []
  const points: readonly Pick<Due, 'calendar' | 'threshold' | 'pinned' | 'provisional'>[] = [...ofCase, ...running]
    .filter((point) => point !== null)
    .filter((point) => !hasPassed(calendar, point, now))
  const pinned = points.some((point) => point.pinned || point.provisional)
  const stamp = { workCalendar: calendar.id, calendarRevision: calendar.revision, pinned }
  const { areaCode, openedOn, caseId } = record
  return (['work', 'continuous'] as const).flatMap((kind) => {
    const thresholds = points.filter((point) => point.calendar === kind).map(({ threshold }) => threshold)
    if (thresholds.length === 0) return []
    const calendarId = kind === 'work' ? calendar.id : 'continuous'
    return [{ calendarId, threshold: Math.min(...thresholds), ...stamp, areaCode, openedOn, caseId }]
  })
}
