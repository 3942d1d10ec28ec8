import pg from 'pg'
import { appendToOutbox } from '../../src/feed/append.ts'
import type { OutboxEntry } from '../../src/feed/append.ts'
import type { Database } from '../../src/database/database.ts'
import type { Batch } from '../../src/feed/follow.ts'

/** An alert of a made-up case, in Kaifu district unless told. */
export function alertEntry(number: number, other: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    topic: 'ALERT',
    kind: 'efficiency.card.issued',
    level: 'YELLOW',
    scopeKey: 430_105_000_000 * 16,
    areaCode: 430_105,
    regionId: 7,
    organisationId: null,
    hallId: null,
    payload: { number },
    ...other,
  }
}

/** Commits entries, each call one transaction. */
export function append(database: Database, entries: readonly OutboxEntry[]): Promise<void> {
  return database.withScope({ mode: 'intake' }, (trx) => appendToOutbox(trx, entries))
}

export const numberOf = (payload: unknown): number =>
  typeof payload === 'object' && payload !== null && 'number' in payload ? Number(payload.number) : Number.NaN

export const numbersOf = (batch: Batch): number[] => batch.events.map(({ payload }) => numberOf(payload))

/** Reads from a stream until so many events came; the numbers, and the last cursor. */
export async function take(
  stream: AsyncIterator<Batch>,
  count: number,
): Promise<{ numbers: number[]; cursor: string }> {
  const numbers: number[] = []
  let cursor = ''
  while (numbers.length < count) {
    const next = await stream.next()
    if (next.done === true) throw new Error(`The stream ended after ${numbers.length} of ${count} events.`)
    numbers.push(...numbersOf(next.value))
    cursor = next.value.cursor
  }
  return { numbers, cursor }
}

/** Ends server processes as an administrator would; gives how many. */
export async function terminateBackends(host: string, database: string, application: string): Promise<number> {
  const client = new pg.Client({ host, user: 'postgres', database: 'postgres' })
  await client.connect()
  const result = await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like $2',
    [database, application],
  )
  await client.end()
  return result.rowCount ?? 0
}

/** Waits until it holds, for ten seconds at most. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = performance.now() + 10_000; performance.now() < end;) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`It did not come to pass: ${what}`)
}

/** For tests in which nothing may go wrong behind the scenes. */
export function errorLog(): { readonly errors: unknown[]; readonly onError: (error: unknown) => void } {
  const errors: unknown[] = []
  return { errors, onError: (error) => errors.push(error) }
}
