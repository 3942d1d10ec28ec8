import pg from 'pg'
import type { Published, Topics } from './stream-topics.ts'

const POLL_MS = 50
const CHANNEL = 'peer_completion'

/** Takes what is to be published on its way to the topics. */
export type Source = (published: readonly Published[]) => Promise<void>

/**
 * How events come to the topics: `memory` passes them on as they come; `notify` stores each in a transaction that
 * notifies, and listens; `poll` stores them and looks every 50 ms. Each stores one row for an event.
 */
export const openSource = async (name: string, { publish }: Topics): Promise<Source> => {
  if (name === 'memory') return async (published) => published.forEach(publish)
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 8 })
  const take = (body: string): void => publish(JSON.parse(body) as Published)
  await (name === 'notify' ? listen(take) : poll(pool, take))
  const insert = 'insert into peer_completion (source, number, body) values ($1, $2, $3)'
  const text = name === 'notify' ? `with stored as (${insert}) select pg_notify('${CHANNEL}', $3)` : insert
  return async (published) => {
    for (const one of published) {
      const values = [name, numberOf(one), JSON.stringify(one)]
      await pool.query({ name: 'publish', text, values })
    }
  }
}

/** The number at the end of a case's number. */
const numberOf = ({ event }: Published): string =>
  'caseNumber' in event ? String(event.caseNumber).slice(String(event.caseNumber).lastIndexOf('-') + 1) : ''

const listen = async (take: (body: string) => void): Promise<void> => {
  const listener = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
  await listener.connect()
  listener.on('notification', ({ payload }) => {
    if (payload !== undefined) take(payload)
  })
  await listener.query(`listen ${CHANNEL}`)
}

const poll = async (pool: pg.Pool, take: (body: string) => void): Promise<void> => {
  let last = 0
  const look = async (): Promise<void> => {
    const text = `select id::int, body from peer_completion where id > $1 and source = 'poll' order by id`
    const { rows } = await pool.query<{ id: number; body: string }>({ name: 'poll', text, values: [last] })
    for (const { id, body } of rows) {
      last = id
      take(body)
    }
    setTimeout(() => void look(), POLL_MS)
  }
  await look()
}
