import pg from 'pg'

import type { Address } from './address.ts'
import { clientConfig } from './pools.ts'

/** A right that one process of all has, as long as its connection lives. */
export type AdvisoryLock = {
  /** Aborts when the connection, and with it the lock, is lost: stop at once. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

/** Takes the lock of this name on a connection of its own, or gives undefined when another process has it. */
export async function tryAdvisoryLock(address: Address, name: string): Promise<AdvisoryLock | undefined> {
  const client = new pg.Client(clientConfig(address, { name: `lock ${name}`, max: 1, statementTimeoutMs: 0 }))
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
