import pg from 'pg'

import { StartRefused } from '../operations/start-refused.ts'

/** One login to one database. `host` is a name or, starting with a slash, the folder of a Unix socket. */
export type Address = {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly password?: string | undefined
  readonly ssl?: pg.ClientConfig['ssl']
}

/** Reads a connection string such as `postgresql://owner:secret@db.example/zhikong`. */
export function parseAddress(setting: string, connectionString: string): Address {
  try {
    const { host, port, user, database, password, ssl } = new pg.Client({ connectionString })
    if (!host || !user || !database) throw new Error('incomplete')
    return { host, port, user, database, password: password ?? undefined, ssl }
  } catch {
    throw new StartRefused(`${setting} is not a PostgreSQL address like postgresql://user:password@host:5432/database.`)
  }
}
