import type { ColumnTypes } from '../../database/bulk.ts'
import type { RegisterKind } from '../tables.ts'
import { WHOLE_PLATFORM } from '../../access/audit/record.ts'
import { entryOfSaved } from './audit-entry.ts'
import { announceChange, type SaveContext, type SaveReport } from './context.ts'
import { reportFor, type FieldProblem, type Report } from './problems.ts'

export type Change<Row> = { readonly key: string; readonly row: Row; readonly before: Row | undefined }

/** How the items of one register become rows. */
export type RowPlan<Draft, Row extends object> = {
  /** The register, and others whose rows change along. */
  readonly kinds: readonly [RegisterKind, ...RegisterKind[]]
  /** What is compared and written. */
  readonly columns: ColumnTypes<Row>
  /** The field that names the item, for the problem of two of one key. */
  readonly keyField: keyof Draft & string
  readonly keyOf: (draft: Draft) => string
  /** The row as it stands. */
  readonly current: (draft: Draft) => Row | undefined
  /** The row as it should be; reports what is wrong. Undefined when there can be none. */
  readonly plan: (draft: Draft, now: Row | undefined, report: Report) => Row | undefined
  readonly write: (changes: readonly Change<Row>[]) => Promise<void>
}

/**
 * Plans every item and, if nothing is wrong with any, writes what is new or different. Saving the same again changes
 * nothing.
 */
export async function saveRows<Draft, Row extends object>(
  context: SaveContext,
  drafts: readonly Draft[],
  steps: RowPlan<Draft, Row>,
): Promise<SaveReport> {
  const problems: FieldProblem[] = []
  const changes: Change<Row>[] = []
  const seen = new Set<string>()
  for (const [index, draft] of drafts.entries()) {
    const report = reportFor(index, problems)
    const key = steps.keyOf(draft)
    if (seen.has(key)) report.say(steps.keyField, 'DUPLICATE_KEY', { value: String(draft[steps.keyField]) })
    seen.add(key)
    const before = steps.current(draft)
    const row = steps.plan(draft, before, report)
    if (row !== undefined && !isSame(steps.columns, row, before)) changes.push({ key, row, before })
  }
  if (problems.length > 0) return { created: 0, changed: 0, unchanged: 0, problems }
  if (context.write && changes.length > 0) {
    await steps.write(changes)
    await announceChange(context.trx, steps.kinds)
    noteAll(context, steps.kinds[0], changes)
  }
  const created = changes.filter((change) => change.before === undefined).length
  const changed = changes.length - created
  return { created, changed, unchanged: drafts.length - changes.length, problems }
}

function noteAll({ note, actor }: SaveContext, kind: RegisterKind, changes: readonly Change<object>[]): void {
  const elsewhere = kind === 'channels' ? WHOLE_PLATFORM : actor.lo
  for (const change of note === undefined ? [] : changes) note?.(entryOfSaved({ kind, ...change, elsewhere }))
}

function isSame<Row extends object>(columns: ColumnTypes<Row>, row: Row, before: Row | undefined): boolean {
  if (before === undefined) return false
  return (Object.keys(columns) as (keyof Row)[]).every((column) => row[column] === before[column])
}
