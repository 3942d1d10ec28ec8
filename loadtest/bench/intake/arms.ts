import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { from as copyFrom } from 'pg-copy-streams'
import type { Arm } from '../arm.ts'
import type { Child } from '../child.ts'
import { openEndpoint } from '../endpoint.ts'
import type { MadeUpEvent } from './made-up-event.ts'
import type { Stage } from './stage.ts'

/** How much of what is sent, and in which portions. */
export type Load = {
  readonly operations: number
  readonly width: number
  readonly events: number
  readonly expected: number
  /** The events of operation `n` of a round. */
  readonly eventsOf: (round: number, n: number) => readonly MadeUpEvent[]
}

const REPORT = 'mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) { stored rejected parked } }'
const ONE = 'mutation ($input: EventInput!) { stored: reportEvent(input: $input) }'
const ALL = 'mutation ($input: [EventInput!]!) { stored: reportEvents(input: $input) }'
const CREATE = 'mutation ($event: EventInput!) { createEvent(input: { event: $event }) { event { eventId } } }'

/** Our own path, from the mutation to the feed. */
export const ownArm = (name: string, { server, key, pool }: Stage, load: Load): Arm => {
  const endpoint = openEndpoint(`${server.url}/graphql`, load.width, key)
  return arm(name, server.pid, load, rowsOf(pool, 'core.case_event'), async (input) => {
    const data = (await endpoint.ask(REPORT, { input })) as { readonly reportCaseEvents: { readonly stored: number } }
    return data.reportCaseEvents.stored
  })
}

/** A peer that has the mutations of `PEER_SCHEMA`: one event each, or all of them in one statement. */
export const peerArm = (name: 'yoga' | 'mercurius', { [name]: child, pool }: Stage, load: Load): Arm => {
  const endpoint = openEndpoint(child.url, load.width)
  return arm(name, child.pid, load, rowsOf(pool, `${name}_event`), async (events) => {
    const single = load.events === 1
    const data = await endpoint.ask(single ? ONE : ALL, { input: single ? events[0] : events })
    return (data as { readonly stored: number }).stored
  })
}

/** PostGraphile's own mutation. */
export const postgraphileArm = (
  { postgraphile, pool }: { readonly postgraphile: Child; readonly pool: Stage['pool'] },
  load: Load,
): Arm => {
  const endpoint = openEndpoint(postgraphile.url, load.width)
  return arm('postgraphile', postgraphile.pid, load, rowsOf(pool, 'postgraphile_peer.event'), async ([event]) => {
    await endpoint.ask(CREATE, { event })
    return 1
  })
}

/** An insert for each event, over pg, without any server before it. */
export const autocommitArm = ({ pool }: Stage, load: Load): Arm =>
  arm('autocommit', undefined, load, rowsOf(pool, 'autocommit_event'), async ([event]) => {
    if (event === undefined) return 0
    const text = 'insert into autocommit_event values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing'
    return (await pool.query({ name: 'autocommit', text, values: [...valuesOf(event)] })).rowCount ?? 0
  })

/** One statement for all events, over pg, without any server before it. */
export const unnestArm = ({ pool }: Stage, load: Load): Arm =>
  arm('unnest', undefined, load, rowsOf(pool, 'raw_event'), async (events) => {
    const rows = events.map(valuesOf)
    const values = Array.from({ length: 7 }, (_, column) => rows.map((row) => row[column]))
    const text = `insert into raw_event select * from unnest($1::text[], $2::text[], $3::text[], $4::text[],
      $5::timestamptz[], $6::text[], $7::text[]) on conflict do nothing`
    return (await pool.query({ name: 'unnest', text, values })).rowCount ?? 0
  })

/** COPY, which knows no conflicts: it is given no event twice. */
export const copyArm = ({ pool }: Stage, load: Load): Arm =>
  arm('copy', undefined, load, rowsOf(pool, 'copy_event'), async (events) => {
    const unique = [...new Map(events.map((event) => [event.eventId, event])).values()]
    const client = await pool.connect()
    try {
      const lines = unique.map((event) => `${valuesOf(event).join('\t')}\n`).join('')
      await pipeline(Readable.from([lines]), client.query(copyFrom('copy copy_event from stdin')))
      return unique.length
    } finally {
      client.release()
    }
  })

const arm = (
  name: string,
  pid: number | undefined,
  { eventsOf, ...load }: Load,
  rows: Arm['rows'],
  store: (events: readonly MadeUpEvent[]) => Promise<number>,
): Arm => ({ name, pid, ...load, rows, operate: async (round, n) => store(eventsOf(round, n)) })

const rowsOf = (pool: Stage['pool'], table: string) => async (): Promise<number> => {
  const { rows } = await pool.query<{ n: string }>(`select count(*) as n from ${table}`)
  return Number(rows[0]?.n)
}

const valuesOf = ({ source, externalId, eventId, kind, occurredAt, hall, matter }: MadeUpEvent): readonly string[] => [
  source,
  externalId,
  eventId,
  kind,
  occurredAt,
  hall,
  matter,
]
