import { sql } from 'kysely'
import type { ControlledTransaction, IsolationLevel, Kysely, Transaction } from 'kysely'

/** A unit of the reader: the half-open range of a grant, with the organisation or hall to which it is bound. */
export type ScopeUnit = {
  readonly lo: number
  readonly hi: number
  readonly organisationId: number | null
  readonly hallId: number | null
}

/**
 * On whose behalf a transaction runs.
 * reader: a principal's half-open range of scope keys, bound to one organisation or hall if so given, and the units of
 * all its grants, by which the veil hides rows; it hides all while they are not told. intake: authorised per item in
 * code, writes intake tables;
 * engine: folder, sequencer, thresholds; administration: registers, accounts, settings.
 */
export type Scope =
  | {
      readonly mode: 'reader'
      readonly lo: number
      readonly hi: number
      readonly organisationId?: number | null
      readonly hallId?: number | null
      readonly units?: readonly ScopeUnit[]
    }
  | { readonly mode: 'intake' }
  | { readonly mode: 'engine' }
  | { readonly mode: 'administration' }

/** A reader as a transaction is told of it. */
export type ReaderScope = Extract<Scope, { mode: 'reader' }>

/** The modes that may be named in a policy. */
export type ScopeMode = Scope['mode']

/** The whole range: above every scope key. */
export const wholeRange = { lo: 0, hi: 9_000_000_000_000_000 } as const

/** How a transaction runs; `read committed` on one server unless told. */
export type TransactionOptions = {
  readonly isolation?: IsolationLevel
  /** The database lies on several servers, each of which must know the scope. */
  readonly distributed?: boolean
}

/**
 * One transaction under a scope. The settings live as long as the transaction (is_local), so that a pooled
 * connection never carries a scope on; after the end the builder refuses to run anything.
 */
export async function runInScope<Tables, Result>(
  db: Kysely<Tables>,
  scope: Scope,
  work: (trx: Transaction<Tables>) => Promise<Result>,
  { isolation = 'read committed', distributed = false }: TransactionOptions = {},
): Promise<Result> {
  const trx = await db.startTransaction().setIsolationLevel(isolation).execute()
  try {
    await setScope(trx, scope, distributed)
    const result = await work(trx)
    await trx.commit().execute()
    return result
  } catch (error) {
    if (!trx.isCommitted && !trx.isRolledBack) await rollBack(trx)
    throw error
  }
}

async function setScope<Tables>(trx: Transaction<Tables>, scope: Scope, distributed: boolean): Promise<void> {
  const reader: ReaderSettings = scope.mode === 'reader' ? scope : { ...wholeRange, units: [] }
  const { lo, hi, organisationId = null, hallId = null, units } = reader
  const settings = {
    'zhikong.mode': scope.mode,
    'zhikong.lo': whole(lo),
    'zhikong.hi': whole(hi),
    'zhikong.organisation': whole(organisationId ?? ANY),
    'zhikong.hall': whole(hallId ?? ANY),
    'zhikong.units': units?.length === 0 ? NO_UNITS : (units ?? []).map(writeUnit).join(','),
  }
  if (distributed) {
    // Citus tells its workers what is SET, not what a function sets. The values are words of ours and numbers.
    const statements = Object.entries(settings).map(([name, value]) => `set local ${name} = '${value}'`)
    await sql.raw(statements.join('; ')).execute(trx)
    return
  }
  const each = Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`)
  await sql`select ${sql.join(each)}`.execute(trx)
}

type ReaderSettings = Omit<ReaderScope, 'mode'>

/** As the settings write it: bound to no organisation or hall. No such id is ever given. */
const ANY = 0
/** As the settings write it: without a unit the veil hides nothing. */
const NO_UNITS = 'none'

/** `lo:hi:organisation:hall`, as `policies.ts` reads it. */
function writeUnit({ lo, hi, organisationId, hallId }: ScopeUnit): string {
  return [lo, hi, organisationId ?? ANY, hallId ?? ANY].map(whole).join(':')
}

function whole(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError('A scope is made of safe integers.')
  return String(value)
}

async function rollBack<Tables>(trx: ControlledTransaction<Tables>): Promise<void> {
  try {
    await trx.rollback().execute()
  } catch {
    // The connection is gone or stuck; the pool destroys it on release because it is not idle.
  }
}
