import {
  CompiledQuery,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  Transaction,
} from 'kysely'
import type { DatabaseConnection, Dialect, Kysely } from 'kysely'

/** A transaction whose beginning has been sent. */
export type OpenTransaction<Tables> = {
  readonly trx: Transaction<Tables>
  /** When it has begun; rejects when it could not. */
  readonly begun: Promise<unknown>
  /** Sends its end; afterwards `trx` refuses to run anything. Rejects when a commit came to a rollback. */
  readonly end: (how: 'commit' | 'rollback') => Promise<void>
}

/** The builder of a transaction needs no driver: it has its connection. */
const dialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}
const inert = { config: { dialect }, dialect, driver: dialect.createDriver() }

/**
 * Begins a transaction on a connection. Its statements leave in the order in which they are asked for, each without
 * waiting for the answers to those before.
 */
export function openTransaction<Tables>(
  db: Kysely<Tables>,
  connection: DatabaseConnection,
  beginning: string,
): OpenTransaction<Tables> {
  let ended = false
  const send = (statement: string) => connection.executeQuery<{ command?: string }>(CompiledQuery.raw(statement))
  const executor = db.getExecutor().withConnectionProvider({
    provideConnection: async (consumer) => {
      if (ended) throw new Error('The transaction is already committed or rolled back.')
      return consumer(connection)
    },
  })
  return {
    begun: send(beginning),
    trx: new Transaction<Tables>({ ...inert, executor }),
    end: async (how) => {
      ended = true
      const { rows } = await send(how)
      if (how === 'commit' && rows[0]?.command === 'ROLLBACK') {
        throw new Error('A statement of the transaction failed before it was to be committed.')
      }
    },
  }
}
