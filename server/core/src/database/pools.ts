import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import type { PostgresPool } from 'kysely'
import pg from 'pg'

import type { Address } from './address.ts'
import { keepStatements } from './kept-statement.ts'
import { sendTogether } from './send-together.ts'
import { typeParsers } from './type-parsers.ts'

/** What a pool may do: how many connections, and how long one statement may take. */
export type PoolLimits = {
  readonly name: string
  readonly max: number
  readonly statementTimeoutMs: number
  /** Statements are sent without waiting for the answers to those before. */
  readonly pipeline?: true
}

const clientGraceMs = 5_000

/** Settings every connection starts with; instants in UTC whatever the server's zone. */
export function clientConfig(address: Address, limits: PoolLimits): pg.ClientConfig {
  return {
    ...address,
    types: typeParsers,
    application_name: `zhikong ${limits.name}`,
    statement_timeout: limits.statementTimeoutMs || false,
    ...(limits.statementTimeoutMs ? { query_timeout: limits.statementTimeoutMs + clientGraceMs } : {}),
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    pipeline: limits.pipeline ?? false,
    options: '-c TimeZone=UTC -c idle_in_transaction_session_timeout=60000',
  }
}

/**
 * Connects lazily; a connection that breaks while idle is replaced by the pool itself. One that breaks between two
 * statements of a transaction fails the next of them; without a listener of its own it would end the process.
 */
export function openPool(address: Address, limits: PoolLimits): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(address, limits), max: limits.max, idleTimeoutMillis: 30_000 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** The pool for Kysely: a connection that does not come back idle (left inside a transaction, stuck) is destroyed. */
function verifyingPool(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect()
      keepStatements(client)
      sendTogether(client)
      const release = client.release
      client.release = (spoiled) => release(spoiled || client.getTransactionStatus() !== 'I')
      return client
    },
  }
}

/** A query builder over a pool: camelCase in TypeScript, snake_case in SQL. */
export function queryBuilder<Tables>(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: verifyingPool(pool) }),
    plugins: [new CamelCasePlugin()],
  })
}
