import type { Transaction } from 'kysely'
import { subjectClocks } from '../alerts/subjects/subject-clocks.ts'
import type { CoreTables } from '../database/tables.ts'
import { insertDeltas } from '../indicators/deltas.ts'
import {
  lockPlansOf,
  selectOccurrences,
  updateOccurrence,
  type Db,
  type OccurrenceRow,
  type PlanRow,
} from './queries/plan.ts'
import { countsFor } from './rules/execution.ts'
import { dayBefore } from './rules/windows.ts'

/** The clock of one time that something is due. */
export const PLAN_CLOCK = 'plan-occurrence'

const EVERYWHERE = { lo: 0, hi: Number.MAX_SAFE_INTEGER, organisationId: null, hallId: null } as const

/** How something that was planned was done. */
export type Done = {
  /** A local day. */
  readonly doneOn: string
  readonly words: string
  /** Ids of files that show it. */
  readonly evidence?: readonly string[]
  /** The record by which it was done; the same one counts once for a plan. */
  readonly source?: { readonly type: string; readonly id: string }
  readonly by: { readonly id: string; readonly name: string }
  readonly at: Date
}

/**
 * Counts something that a room or plugin did for the running plans of its clause at the region that did it. Gives the
 * occurrences that it was counted for; none without a plan. In the transaction of the change, in the scope of the engine.
 * @example await recordExecution(trx, { clause: '6.1-h', regionId }, { doneOn, words, source, by, at })
 */
export async function recordExecution<Tables>(
  trx: Transaction<Tables>,
  { clause, regionId }: { readonly clause: string; readonly regionId: number },
  done: Done,
): Promise<readonly string[]> {
  const db = trx as unknown as Db
  const counted: string[] = []
  for (const plan of await lockPlansOf(db, clause, regionId)) {
    const id = await executePlan(db, plan, done)
    if (id !== null) counted.push(id)
  }
  return counted
}

/** Counts it for one plan, which is locked; null when nothing is open on that day or the source was counted. */
export async function executePlan(db: Db, plan: PlanRow, done: Done): Promise<string | null> {
  const occurrences = await selectOccurrences(db, EVERYWHERE, plan.id)
  const { source } = done
  const isCounted = (it: OccurrenceRow) => it.sourceType === source?.type && it.sourceId === source?.id
  if (source !== undefined && occurrences.some(isCounted)) return null
  const dues = occurrences.map((it) => ({ ...it, from: it.fromDay, to: it.toDay }))
  const due = countsFor(dues, done.doneOn)
  if (due === undefined) return null
  await updateOccurrence(db, due.id, {
    doneOn: done.doneOn,
    words: done.words,
    evidence: JSON.stringify(done.evidence ?? []),
    sourceType: source?.type ?? null,
    sourceId: source?.id ?? null,
    recordedAt: done.at,
    recordedById: done.by.id,
    recordedBy: done.by.name,
  })
  await subjectClocks.close(db as unknown as Transaction<CoreTables>, { clock: PLAN_CLOCK, id: due.id }, done.at)
  await countOccurrence(db, due, done.doneOn < due.toDay ? 'plan-done-on-time' : 'plan-done-late', 1)
  return due.id
}

/** Adds to a figure on the last day of a window. */
export async function countOccurrence(
  db: Db,
  { areaCode, regionId, scopeKey, toDay }: OccurrenceRow,
  measure: string,
  n: number,
): Promise<void> {
  const where = { areaCode, regionId, scopeKey, organisationId: 0, channel: '', source: '' }
  await insertDeltas(db as unknown as Transaction<CoreTables>, [{ ...where, measure, day: dayBefore(toDay), n }])
}
