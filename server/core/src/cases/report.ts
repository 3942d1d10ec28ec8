import { SealBroken } from '../access/personal/seal-broken.ts'
import type { Database } from '../database/database.ts'
import { isProblem, problem, type InputProblem } from '../graphql/errors.ts'
import type { CaseEngine, OpenEngine } from './engine.ts'
import type { IntakeOptions } from './intake.ts'
import { resolveEvents, takeBatch } from './intake.ts'
import type { EventResult, ReportedWithApplicant } from './reported-event.ts'
import type { ResolvedEvent } from './resolve.ts'

/**
 * Takes events (or what was wrong with one already, which stays its answer), an answer per item in their order, in one transaction. What the database refuses is found by halving
 * the batch, so that one bad event cannot fail its neighbours. A lost connection is thrown: what was not answered may
 * be sent again, since the same event twice is stored once.
 */
export const reportEvents = async (
  database: Database,
  openEngine: OpenEngine,
  events: readonly (ReportedWithApplicant | InputProblem)[],
  options: IntakeOptions,
): Promise<readonly EventResult[]> => {
  const { engine, resolved } = await resolveEvents(openEngine, events, options)
  const taken = await takeOrHalve(
    database,
    engine,
    resolved.filter((event) => !isProblem(event)),
    options,
  )
  return resolved.map((event, index): EventResult => {
    if (isProblem(event)) return { status: 'REJECTED', problem: event }
    const result = taken.get(index)
    if (result === undefined) throw new Error(`Event ${index} was not answered`)
    return result
  })
}

const takeOrHalve = async (
  database: Database,
  engine: CaseEngine,
  events: readonly ResolvedEvent[],
  options: IntakeOptions,
): Promise<ReadonlyMap<number, EventResult>> => {
  const [first] = events
  if (first === undefined) return new Map()
  try {
    return await database.withScope({ mode: 'intake' }, (trx) => takeBatch(trx, database, engine, events, options))
  } catch (error) {
    if (!isOfTheData(error)) throw error
    if (events.length === 1) return await takeAlone(database, engine, first, options)
    const half = Math.ceil(events.length / 2)
    const before = await takeOrHalve(database, engine, events.slice(0, half), options)
    const after = await takeOrHalve(database, engine, events.slice(half), options)
    return new Map([...before, ...after])
  }
}

/** One event that was refused together with what is parked for its case: once more without that. */
const takeAlone = async (
  database: Database,
  engine: CaseEngine,
  event: ResolvedEvent,
  options: IntakeOptions,
): Promise<ReadonlyMap<number, EventResult>> => {
  try {
    return await database.withScope({ mode: 'intake' }, (trx) =>
      takeBatch(trx, database, engine, [event], options, false),
    )
  } catch (error) {
    if (!isOfTheData(error)) throw error
    return new Map([[event.index, refuse(event, error)]])
  }
}

/** Data exceptions and broken constraints of PostgreSQL (classes 22 and 23), broken seals, dates that no calendar holds. */
const isOfTheData = (error: unknown): boolean =>
  error instanceof RangeError ||
  error instanceof SealBroken ||
  (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]/.test(error.code))

const refuse = ({ index, reported }: ResolvedEvent, error: unknown): EventResult => {
  const path = ['input', String(index)]
  if (!(error instanceof RangeError)) {
    const detail = { 'zh-CN': '该事件无法保存。', en: 'This event cannot be stored.' }
    return { status: 'REJECTED', problem: problem('INVALID_INPUT', { detail }, path) }
  }
  const detail = { 'zh-CN': '其时限超出日历范围。', en: 'Its limit reaches beyond the calendar.' }
  const value = reported.occurredAt.toISOString()
  return { status: 'REJECTED', problem: problem('DATE_OUT_OF_RANGE', { value, detail }, path) }
}
