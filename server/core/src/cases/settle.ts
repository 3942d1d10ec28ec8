import type { Transaction } from 'kysely'
import { raiseCards } from '../alerts/raise.ts'
import type { ThresholdTable } from '../alerts/tables.ts'
import { hasPassed } from '../clock/due.ts'
import type { Due, WorkCalendar } from '../clock/types.ts'
import type { CoreTables } from '../database/tables.ts'
import { appendToOutbox } from '../feed/append.ts'
import { caseDeltas } from '../indicators/case-measure.ts'
import { insertDeltas } from '../indicators/deltas.ts'
import { announceCard, announceEnd } from './announce.ts'
import type { DerivedCase } from './derive.ts'
import type { CaseEngine } from './engine.ts'
import { isEnd } from './event.ts'
import type { CaseRecord } from './record.ts'
import { replaceThresholds, upsertCases } from './store.ts'

/** A case before and after: what a batch, a threshold or a new calendar made of it. */
export type Change = {
  readonly before: CaseRecord | null
  readonly derived: DerivedCase
  readonly calendar: WorkCalendar
}

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
  const records = changes.map(({ derived }) => derived.record)
  await upsertCases(trx, records)
  await replaceThresholds(
    trx,
    changes.filter(({ before }) => before !== null).map(({ derived }) => derived.record),
    changes.flatMap((change) => nextThresholds(change, now)),
  )
  const raised = await raiseCards(
    trx,
    changes.flatMap(({ derived: { record, reached } }) => reached.map((card) => ({ record, card, historical }))),
    now,
  )
  await insertDeltas(
    trx,
    changes.flatMap(({ before, derived }) => caseDeltas(engine.measures, before, derived.record)),
  )
  if (historical) return
  const runs = new Map(
    changes.map(({ derived, calendar }) => [derived.record, { suspensions: derived.suspensions, calendar }]),
  )
  const runOf = (record: CaseRecord) => {
    const run = runs.get(record)
    if (run === undefined) throw new Error(`Case ${record.caseId} was not among the changes`)
    return run
  }
  await appendToOutbox(trx, [
    ...raised.map((card) => announceCard(card, runOf(card.record), engine.registers, now)),
    ...changes.flatMap(({ before, derived: { record } }) =>
      isEnd(record.state) && (before?.endedAt ?? null) === null
        ? [announceEnd(record, record.state, runOf(record), engine.registers, now)]
        : [],
    ),
  ])
}

/** Of an open case: the nearest point ahead on each of its calendars. */
const nextThresholds = ({ derived, calendar }: Change, now: Date): readonly ThresholdTable[] => {
  const { record, due, statutoryDue, ahead } = derived
  if (record.endedAt !== null) return []
  const points: readonly Pick<Due, 'calendar' | 'threshold'>[] = [due, statutoryDue, ...ahead].filter(
    (point) => point !== null,
  )
  const { areaCode, openedOn, caseId } = record
  return (['work', 'continuous'] as const).flatMap((kind) => {
    const thresholds = points
      .filter((point) => point.calendar === kind && !hasPassed(calendar, point, now))
      .map(({ threshold }) => threshold)
    if (thresholds.length === 0) return []
    const calendarId = kind === 'work' ? calendar.id : 'continuous'
    return [{ calendarId, threshold: Math.min(...thresholds), areaCode, openedOn, caseId }]
  })
}
