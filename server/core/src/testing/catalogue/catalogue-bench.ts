import pg from 'pg'
import { clientConfig } from '../../database/pools.ts'
import type { TestDatabase } from '../database.ts'
import { placeCanaries } from './canaries.ts'
import type { Fillers } from './fill-row.ts'
import { readSecuredTables, type SecuredTable } from './secured-table.ts'

/** A migrated database with a canary row in every table, and connections to look at it from all sides. */
export type CatalogueBench = {
  readonly test: TestDatabase
  readonly tables: readonly SecuredTable[]
  readonly fillers: Fillers
  /** Held by no policy: says what there is. */
  readonly superuser: pg.Client
  /** A new connection of the serving login, on which nothing was ever set. */
  readonly connect: () => Promise<pg.Client>
  /** Closes the connections; the database stays. */
  readonly end: () => Promise<void>
}

/** @throws Error for a table into which no row can be put: name its values in `fillers` */
export async function openCatalogueBench(test: TestDatabase, fillers: Fillers): Promise<CatalogueBench> {
  const opened: pg.Client[] = []
  const connect = async (login: { readonly user: string; readonly password?: string }) => {
    const limits = { name: 'catalogue', max: 1, statementTimeoutMs: 30_000 }
    const client = new pg.Client(clientConfig({ ...test.owner, ...login }, limits))
    opened.push(client)
    await client.connect()
    return client
  }
  const end = async () => {
    await Promise.all(opened.map((client) => client.end()))
  }
  const superuser = await connect({ user: 'postgres' })
  const tables = await test.database.withOwner(readSecuredTables)
  await placeCanaries({ test, superuser, tables, fillers }).catch(async (error: unknown) => {
    await end()
    throw error
  })
  const login = await superuser.query<{ user: string; password: string }>(
    'select role as user, password from core.app_login',
  )
  const [serving] = login.rows
  if (serving === undefined) throw new Error('There is no serving login.')
  return {
    test,
    tables,
    fillers,
    superuser,
    connect: () => connect(serving),
    end,
  }
}
