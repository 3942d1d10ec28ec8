import type { FindingActor } from './contract.ts'
import type { Ledger } from './ledger.ts'
import { updateFinding, type FindingRow } from './queries/finding.ts'
import { moveOccurrences } from './queries/occurrence.ts'
import { graver } from './rules/severity.ts'
import { takeStep } from './take-step.ts'

/** Merges a finding that is open into another: its occurrences are those of the other from then on. */
export async function mergeFinding(
  db: Ledger,
  from: FindingRow,
  into: FindingRow,
  { at, words, by }: { readonly at: Date; readonly words: string; readonly by: FindingActor },
): Promise<FindingRow> {
  const gone = { dismissalById: null, dismissalBy: null, dismissalReason: null }
  const merged = await updateFinding(db, from.id, { ...gone, state: 'MERGED', mergedInto: into.id })
  await moveOccurrences(db, from.id, into.id)
  const grown = await updateFinding(db, into.id, {
    occurrences: into.occurrences + from.occurrences,
    severity: graver(into.severity, from.severity),
    foundAt: into.foundAt < from.foundAt ? into.foundAt : from.foundAt,
    lastFoundAt: into.lastFoundAt < from.lastFoundAt ? from.lastFoundAt : into.lastFoundAt,
  })
  await takeStep(db, merged, { kind: 'MERGED', at, words, by })
  await takeStep(db, grown, { kind: 'JOINED', at, words, by, from })
  return grown
}
