import pg from 'pg'

import type { Address } from './address.ts'
import { clientConfig } from './pools.ts'

/** A right that one process of all has, as long as its connection lives. */
export type AdvisoryLock = {
  /** Aborts when the connection, and with it the lock, is lost: stop at once. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

/** The server gives the lock of a machine that has vanished to another after some 25 s, not after its two hours. */
const SOON_MISSED = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

/** Takes the lock of this name on a connection of its own, or gives undefined when another process has it. */
export async function tryAdvisoryLock(address: Address, name: string): Promise<AdvisoryLock | undefined> {
  const config = clientConfig(address, { name: `lock ${name}`, max: 1, statementTimeoutMs: 0 })
  const client = new pg.Client({ ...config, options: `${config.options ?? ''} ${SOON_MISSED}` })
  const lost = new AbortController()
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  await client.connect()
  const answer = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 4300)) taken',
    [name],
  )
  if (answer.rows[0]?.taken) return { lost: lost.signal, release: () => client.end() }
  await client.end()
  return undefined
}
