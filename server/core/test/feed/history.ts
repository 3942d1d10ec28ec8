import { sql } from 'kysely'
import type { Database } from '../../src/database/database.ts'
import { appendToOutbox } from '../../src/feed/append.ts'
import { alertEntry } from './feed-kit.ts'

/** An event as a writer knows that it committed it, or as a reader got it: the n-th of its case. */
export type Told = { readonly caseNumber: number; readonly n: number }

/** What is wrong with what a reader got, measured against what was committed. */
export type Faults = { readonly lost: number; readonly doubled: number; readonly disordered: number }

const nameOf = ({ caseNumber, n }: Told): string => `${caseNumber}/${n}`

export function faultsOf(committed: readonly Told[], delivered: readonly Told[]): Faults {
  const got = new Set(delivered.map(nameOf))
  const last = new Map<number, number>()
  let disordered = 0
  for (const { caseNumber, n } of delivered) {
    if (n < (last.get(caseNumber) ?? 0)) disordered++
    last.set(caseNumber, n)
  }
  return {
    lost: committed.filter((event) => !got.has(nameOf(event))).length,
    doubled: delivered.length - got.size,
    disordered,
  }
}

/** Whole numbers below `below`, the same for the same seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const CASES = 20

export type WriterOptions = {
  readonly seed: number
  readonly signal: AbortSignal
  readonly onError?: (error: unknown) => void
}

/**
 * Writes events of a few cases, one to three per transaction, holding each case's lock as intake does; some
 * transactions dawdle and one in ten is rolled back. Gives what was committed for certain and what may have been.
 */
export async function writeHistory(
  database: Database,
  { seed, signal, onError }: WriterOptions,
): Promise<{ committed: Told[]; unsure: Told[] }> {
  const random = randomFrom(seed)
  const committed: Told[] = []
  const unsure: Told[] = []
  while (!signal.aborted) {
    const told: Told[] = []
    try {
      await database.withScope({ mode: 'engine' }, async (trx) => {
        const caseNumber = random(CASES)
        await sql`select pg_advisory_xact_lock(777, ${caseNumber})`.execute(trx)
        const before = await sql<{
          n: number
        }>`select count(*) as n from core.outbox where area_code = ${caseNumber}`.execute(trx)
        const first = (before.rows[0]?.n ?? 0) + 1
        for (let n = first; n <= first + random(3); n++) told.push({ caseNumber, n })
        await appendToOutbox(
          trx,
          told.map((payload) => alertEntry(0, { areaCode: caseNumber, payload })),
        )
        if (random(10) < 3) await new Promise((resolve) => setTimeout(resolve, random(30)))
        if (random(10) === 0) throw new RolledBack()
      })
      committed.push(...told)
    } catch (error) {
      if (error instanceof RolledBack) continue
      if (onError === undefined) throw error
      onError(error)
      unsure.push(...told)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return { committed, unsure }
}

class RolledBack extends Error {}

export function toldBy(payload: unknown): Told {
  if (typeof payload === 'object' && payload !== null && 'caseNumber' in payload && 'n' in payload) {
    return { caseNumber: Number(payload.caseNumber), n: Number(payload.n) }
  }
  throw new Error('Not an event of this history.')
}
