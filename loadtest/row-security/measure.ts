import { isDeepStrictEqual } from 'node:util'
import type { Database } from '@zhikong/core'
import type { Question } from './queries.ts'

/** Times of one question, in milliseconds. */
type Spread = { readonly median: number; readonly min: number; readonly max: number }

export type Measured = {
  readonly question: string
  /** The owner, whom no policy holds. */
  readonly explicit: Spread
  /** The serving login in its scope. */
  readonly secured: Spread
  /** Of the medians. */
  readonly ratio: number
}

/**
 * Asks the same question in turn as the owner and as a reader of the range, each in a transaction of its own, and
 * compares the answers. @throws Error when they differ, or when `stopping` is aborted
 */
export async function measure(
  database: Database,
  question: Question,
  rounds: number,
  stopping: AbortSignal,
): Promise<Measured> {
  const explicit: number[] = []
  const secured: number[] = []
  for (let round = -1; round < rounds; round++) {
    stopping.throwIfAborted()
    const ways = [() => asOwner(database, question), () => asReader(database, question)]
    const [one, two] = round % 2 === 0 ? ways : ways.toReversed()
    const answers = [await timed(one), await timed(two)]
    const [owner, reader] = round % 2 === 0 ? answers : answers.toReversed()
    if (!isDeepStrictEqual(owner?.rows, reader?.rows)) throw new Error(`"${question.name}" has two answers.`)
    if (round < 0) continue // the first round warms caches
    explicit.push(owner?.ms ?? 0)
    secured.push(reader?.ms ?? 0)
  }
  const [before, after] = [spreadOf(explicit), spreadOf(secured)]
  return { question: question.name, explicit: before, secured: after, ratio: round2(after.median / before.median) }
}

const asOwner = (database: Database, { text }: Question): Promise<readonly unknown[]> =>
  database.withOwner((db) => db.transaction().execute(async (trx) => (await text.execute(trx)).rows))

const asReader = (database: Database, { text, range }: Question): Promise<readonly unknown[]> =>
  database.withScope({ mode: 'reader', ...range }, async (trx) => (await text.execute(trx)).rows)

async function timed(run: (() => Promise<readonly unknown[]>) | undefined) {
  const begun = performance.now()
  const rows = await run?.()
  return { rows, ms: performance.now() - begun }
}

function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (index: number) => round2(sorted[index] ?? 0)
  return { median: at(Math.floor(sorted.length / 2)), min: at(0), max: at(sorted.length - 1) }
}

const round2 = (value: number): number => Math.round(value * 100) / 100
