import type { Database } from '../database/database.ts'
import { DayOutOfRange } from '../database/partitions.ts'
import { problem } from '../graphql/errors.ts'
import type { CaseEngine } from './engine.ts'
import type { IntakeOptions } from './intake.ts'
import { takeBatch } from './intake.ts'
import type { EventResult, ReportedEvent } from './reported-event.ts'

/**
 * Takes events in one transaction. What the database refuses is found by halving the batch, so that one bad event cannot
 * fail its neighbours. A lost connection is not halved but thrown: nothing was stored, and the sender may send again.
 */
export const reportEvents = async (
  database: Database,
  engine: CaseEngine,
  events: readonly ReportedEvent[],
  options: IntakeOptions,
): Promise<readonly EventResult[]> => {
  try {
    return await database.withScope({ mode: 'intake' }, (trx) => takeBatch(trx, database, engine, events, options))
  } catch (error) {
    if (!isOfTheData(error)) throw error
    if (events.length === 1) return [refuse(error)]
    const half = Math.ceil(events.length / 2)
    const first = await reportEvents(database, engine, events.slice(0, half), options)
    const second = await reportEvents(database, engine, events.slice(half), options)
    return [...first, ...second.map((result) => moved(result, half))]
  }
}

/** Data exceptions and broken constraints of PostgreSQL (classes 22 and 23), and dates that no calendar holds. */
const isOfTheData = (error: unknown): boolean =>
  error instanceof RangeError ||
  (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]/.test(error.code))

const refuse = (error: unknown): EventResult => ({
  status: 'REJECTED',
  problem:
    error instanceof DayOutOfRange || error instanceof RangeError
      ? problem('DATE_OUT_OF_RANGE', {
          value: '',
          detail: { 'zh-CN': '时限超出日历范围。', en: 'The limit reaches beyond the calendar.' },
        }, ['input', '0'])
      : problem('INVALID_INPUT', {
          detail: { 'zh-CN': '该事件无法保存。', en: 'This event cannot be stored.' },
        }, ['input', '0']),
})

/** The path of an item counts from the start of the request. */
const moved = (result: EventResult, by: number): EventResult => {
  if (result.status !== 'REJECTED') return result
  const [input, index, ...rest] = result.problem.path ?? ['input', '0']
  return { status: 'REJECTED', problem: { ...result.problem, path: [input ?? 'input', String(Number(index) + by), ...rest] } }
}
