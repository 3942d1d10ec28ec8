import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

import type { Address } from './address.ts'
import { clientConfig } from './pools.ts'

/** Something that runs until it is closed. */
export type Closable = { close(): Promise<void> }

const firstRetryMs = 100
const longestRetryMs = 5_000

/**
 * Hears a channel on a connection of its own, for ever: a lost connection is made again. `onNews` is called with the
 * payload of each notification, and with '' after every (re)connection, because something may have been missed.
 */
export async function listen(address: Address, channel: string, onNews: (payload: string) => void): Promise<Closable> {
  const stopping = new AbortController()
  let client = await connect(address, channel, onNews)
  const follow = async () => {
    while (!stopping.signal.aborted) {
      await gone(client)
      for (let wait = firstRetryMs; !stopping.signal.aborted; wait = Math.min(wait * 2, longestRetryMs)) {
        const next = await connect(address, channel, onNews).catch(() => undefined)
        if (next) {
          client = next
          break
        }
        await delay(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
    await client.end().catch(() => undefined)
  }
  const following = follow()
  return {
    close: async () => {
      stopping.abort()
      await client.end().catch(() => undefined)
      await following
    },
  }
}

async function connect(address: Address, channel: string, onNews: (payload: string) => void): Promise<pg.Client> {
  const client = new pg.Client(clientConfig(address, { name: 'listen', max: 1, statementTimeoutMs: 0 }))
  client.on('error', () => undefined)
  client.on('notification', (message) => onNews(message.payload ?? ''))
  await client.connect()
  await client.query(`listen ${client.escapeIdentifier(channel)}`)
  onNews('')
  return client
}

const gone = (client: pg.Client): Promise<void> =>
  new Promise((resolve) => {
    client.once('end', () => resolve())
  })
