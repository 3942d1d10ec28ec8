import { sql, type Transaction } from 'kysely'
import type { NoteChange } from '../../access/audit/change.ts'
import { fault } from '../../graphql/errors.ts'
import type { RegionTree } from '../region-tree.ts'
import type { RegisterKind, RegistersTables } from '../tables.ts'
import type { FieldProblem } from './problems.ts'

/** Who saves: the range of scope keys and the permissions of a principal. */
export type Actor = { readonly lo: number; readonly hi: number; readonly permissions: ReadonlySet<string> }

/** The command line and the first start, which act for whoever runs the server. */
export const OPERATOR: Actor = { lo: 0, hi: 9_000_000_000_000_000, permissions: new Set(['core.administer']) }

export type SaveContext = {
  /** A transaction in the scope *administration*; begin it with `lockRegisters`. */
  readonly trx: Transaction<RegistersTables>
  /** The regions as they stand in this transaction. */
  readonly tree: RegionTree
  readonly actor: Actor
  /** ENTRY: by a person, who can be refused at once. IMPORT: a file of another system, whose faults are kept and flagged. */
  readonly origin: 'ENTRY' | 'IMPORT'
  /** The local day of the change, 'YYYY-MM-DD'. */
  readonly today: string
  /** False: only say what would be done. */
  readonly write: boolean
  /** Notes each saved item for the audit log; an import notes itself as a whole instead. */
  readonly note?: NoteChange | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** What was done; with any problem nothing was written. */
export type SaveReport = {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly problems: readonly FieldProblem[]
}

/** Throws FORBIDDEN unless the actor may administer registers. */
export function assertMayAdminister(actor: Actor): void {
  if (!actor.permissions.has('core.administer')) throw fault('FORBIDDEN')
}

/** Lets one writer of registers at a time through, until its transaction ends. */
export async function lockRegisters(trx: Transaction<RegistersTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('zhikong_registers', 4300))`.execute(trx)
}

/** Says to every process, when the transaction commits, that a register changed. */
export async function announceChange(trx: Transaction<RegistersTables>, kinds: readonly RegisterKind[]): Promise<void> {
  await trx
    .updateTable('core.registerVersion')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('kind', 'in', [...kinds])
    .execute()
  await sql`select pg_notify('zhikong_registers', ${kinds.join(',')})`.execute(trx)
}
