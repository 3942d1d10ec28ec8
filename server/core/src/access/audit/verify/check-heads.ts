import { sql, type Kysely } from 'kysely'
import type { HeadLine } from '../heads.ts'
import type { CoreTables } from '../../../database/tables.ts'
import type { Finding } from './finding.ts'
import { gatherSpans } from './spans.ts'

/** Where the log begins and ends. */
export type Ends = { readonly trimmed: { readonly number: number; readonly seal: string }; readonly newest: number }

const BATCH = 1_000

/** Holds the seals against what was noted of them outside of the database. */
export async function checkHeads(
  db: Kysely<CoreTables>,
  heads: AsyncIterable<HeadLine>,
  { trimmed, newest }: Ends,
  onFinding: (finding: Finding) => void,
): Promise<void> {
  const differing = gatherSpans((span) => onFinding({ kind: 'HEAD_DIFFERS', ...span }))
  let noted = 0
  for await (const batch of inBatches(heads)) {
    const seals = await sealsOf(
      db,
      batch.map(({ number }) => number),
    )
    seals.set(trimmed.number, trimmed.seal)
    for (const { number, seal } of batch) {
      noted = Math.max(noted, number)
      const stored = seals.get(number)
      if (stored !== undefined && stored !== seal) differing.add(number)
    }
  }
  differing.flush()
  if (noted > newest) onFinding({ kind: 'TAIL_CUT', from: newest + 1, to: noted })
}

async function* inBatches(heads: AsyncIterable<HeadLine>): AsyncGenerator<readonly HeadLine[]> {
  let batch: HeadLine[] = []
  for await (const head of heads) {
    batch.push(head)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  yield batch
}

async function sealsOf(db: Kysely<CoreTables>, numbers: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ number: number; seal: string }>`select number, seal from core.audit_seal
    where number = any(${numbers}::bigint[])`.execute(db)
  return new Map(rows.map(({ number, seal }) => [number, seal]))
}
