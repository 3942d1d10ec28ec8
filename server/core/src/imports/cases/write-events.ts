import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { takeBatch } from '../../cases/intake.ts'
import type { IntakeOptions } from '../../cases/intake.ts'
import type { CaseEngine } from '../../cases/engine.ts'
import { resolveEvent } from '../../cases/resolve.ts'
import type { ResolvedEvent } from '../../cases/resolve.ts'
import type { EventResult } from '../../cases/reported-event.ts'
import type { Database } from '../../database/database.ts'
import type { CoreTables } from '../../database/tables.ts'
import { isProblem, problem } from '../../graphql/errors.ts'
import type { RowEvent } from './row-events.ts'

export type Written = { readonly read: RowEvent; readonly result: EventResult }

type Writing = {
  readonly trx: Transaction<CoreTables>
  readonly database: Database
  readonly engine: CaseEngine
  readonly options: IntakeOptions
}

/**
 * Takes some rows' events inside a transaction that goes on, and answers each. What the database or a calendar refuses
 * is found by halving between savepoints, so that the transaction stays usable and the row can be named.
 */
export async function writeEvents(writing: Writing, reads: readonly RowEvent[]): Promise<readonly Written[]> {
  const { engine, options } = writing
  const resolved = reads.map(({ event }, index) =>
    resolveEvent(event, index, engine.registers.index, options.range, options.now),
  )
  const taken = await takeOrHalve(
    writing,
    resolved.filter((event) => !isProblem(event)),
  )
  return reads.map((read, index): Written => {
    const event = resolved[index]
    const result = isProblem(event) ? ({ status: 'REJECTED', problem: event } as const) : taken.get(index)
    if (result === undefined) throw new Error(`The event of row ${read.row} was not answered`)
    return { read, result }
  })
}

async function takeOrHalve(
  writing: Writing,
  events: readonly ResolvedEvent[],
): Promise<ReadonlyMap<number, EventResult>> {
  const { trx, database, engine, options } = writing
  const [first] = events
  if (first === undefined) return new Map()
  await sql`savepoint batch`.execute(trx)
  try {
    const taken = await takeBatch(trx, database, engine, events, options)
    await sql`release savepoint batch`.execute(trx)
    return taken
  } catch (error) {
    if (!isOfTheData(error)) throw error
    await sql`rollback to savepoint batch`.execute(trx)
    await sql`release savepoint batch`.execute(trx)
    if (events.length === 1) return new Map([[first.index, REFUSED]])
    const half = Math.ceil(events.length / 2)
    const before = await takeOrHalve(writing, events.slice(0, half))
    return new Map([...before, ...(await takeOrHalve(writing, events.slice(half)))])
  }
}

/** Data exceptions and broken constraints of PostgreSQL (classes 22 and 23), and dates that no calendar holds. */
const isOfTheData = (error: unknown): boolean =>
  error instanceof RangeError ||
  (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]/u.test(error.code))

const REFUSED: EventResult = {
  status: 'REJECTED',
  problem: problem('INVALID_INPUT', {
    detail: {
      'zh-CN': '该行的事件无法保存：其时限或日期可能超出日历范围。',
      en: 'The event of this row cannot be stored: its limit or dates may reach beyond the calendar.',
    },
  }),
}
