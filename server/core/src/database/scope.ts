import { sql } from 'kysely'
import type { IsolationLevel, Kysely, Transaction } from 'kysely'

import { openTransaction } from './open-transaction.ts'
import type { OpenTransaction } from './open-transaction.ts'

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

/** How a transaction runs. */
export type TransactionOptions = {
  /** `read committed` unless told. */
  readonly isolation?: IsolationLevel
  /** `work` asks all its statements at once, none after an answer: the end is sent along with them. */
  readonly atOnce?: boolean
  /** All its statements are `KEPT` ones: PostgreSQL keeps their plans as well, which it does not do by itself. */
  readonly kept?: boolean
}

/**
 * One transaction under a scope. It is begun, and told its scope, by one message; the statements of `work` follow without
 * waiting for the answer. Should that message fail, they find no scope, and row security shows nothing. The settings live
 * as long as the transaction, so that a pooled connection never carries a scope on; after the end the builder refuses to
 * run anything.
 */
export function runInScope<Tables, Result>(
  db: Kysely<Tables>,
  scope: Scope,
  work: (trx: Transaction<Tables>) => Promise<Result>,
  { isolation = 'read committed', atOnce = false, kept = false }: TransactionOptions = {},
): Promise<Result> {
  const plans = kept ? ['set local plan_cache_mode = force_generic_plan'] : []
  const beginning = [`start transaction isolation level ${isolation}`, ...settingsOf(scope), ...plans].join('; ')
  return db.getExecutor().provideConnection(async (connection) => {
    const transaction = openTransaction(db, connection, beginning)
    return atOnce ? runAtOnce(transaction, work) : runToItsEnd(transaction, work)
  })
}

/**
 * Goes on as another reader: what is asked for in the transaction from here on, row security holds to that scope. Should
 * this fail, the transaction has failed with it, and none of its later statements is run.
 */
export async function goOnAs<Tables>(trx: Transaction<Tables>, scope: ReaderScope): Promise<void> {
  await sql.raw(settingsOf(scope).join('; ')).execute(trx)
}

type Work<Tables, Result> = (trx: Transaction<Tables>) => Promise<Result>

async function runToItsEnd<Tables, Result>(
  { trx, begun, end }: OpenTransaction<Tables>,
  work: Work<Tables, Result>,
): Promise<Result> {
  try {
    const [result] = await Promise.all([work(trx), begun])
    await end('commit')
    return result
  } catch (error) {
    // Without a connection there is nothing to roll back; one that is stuck the pool destroys, because it is not idle.
    await end('rollback').catch(() => undefined)
    await begun
    throw error
  }
}

async function runAtOnce<Tables, Result>(
  { trx, begun, end }: OpenTransaction<Tables>,
  work: Work<Tables, Result>,
): Promise<Result> {
  const found = work(trx)
  const ended = nextTick().then(() => end('commit'))
  const [beginning, answer, ending] = await Promise.allSettled([begun, found, ended])
  for (const settled of [beginning, answer, ending]) if (settled.status === 'rejected') throw settled.reason
  return found
}

/** Once all that was asked for at this moment has been sent. */
const nextTick = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve))

/** Citus tells its workers what is SET, not what a function sets. The values are words of ours and numbers. */
function settingsOf(scope: Scope): readonly string[] {
  const reader: ReaderSettings = scope.mode === 'reader' ? scope : { ...wholeRange, units: [] }
  const { lo, hi, organisationId = null, hallId = null, units } = reader
  const settings = {
    mode: scope.mode,
    lo: whole(lo),
    hi: whole(hi),
    organisation: whole(organisationId ?? ANY),
    hall: whole(hallId ?? ANY),
    units: units?.length === 0 ? NO_UNITS : (units ?? []).map(writeUnit).join(','),
  }
  return Object.entries(settings).map(([name, value]) => `set local zhikong.${name} = '${value}'`)
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
