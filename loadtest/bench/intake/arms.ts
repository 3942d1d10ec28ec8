import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { from as copyFrom } from 'pg-copy-streams'
import type { Arm } from '../arm.ts'
import { openEndpoint } from '../endpoint.ts'
import type { MadeUpEvent } from './made-up-event.ts'
import type { Stage } from './stage.ts'

/** How much of what is sent, and in which portions. */
export type Load<Item = MadeUpEvent> = {
  readonly operations: number
  readonly width: number
  readonly events: number
  readonly expected: number
  /** The events of operation `n` of a round. */
  readonly eventsOf: (round: number, n: number) => readonly Item[]
}

const REPORT = 'mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) { stored rejected parked } }'
const ONE = 'mutation ($input: EventInput!) { stored: reportEvent(input: $input) }'
const ALL = 'mutation ($input: [EventInput!]!) { stored: reportEvents(input: $input) }'
const CREATE = 'mutation ($event: EventInput!) { createEvent(input: { event: $event }) { event { eventId } } }'

/** Our own path, from the mutation to the feed. */
export const ownArm = (name: string, { server, key, pool, postmaster }: Stage, load: Load): Arm => {
  const endpoint = openEndpoint(`${server.url}/graphql`, load.width, key)
  return arm({ name, pid: server.pid, postmaster }, load, rowsOf(pool, 'core.case_event'), async (input) => {
    const data = (await endpoint.ask(REPORT, { input })) as { readonly reportCaseEvents: { readonly stored: number } }
    return data.reportCaseEvents.stored
  })
}

/** A peer that has the mutations of `PEER_SCHEMA`: one event each, or all of them in one statement. */
export const peerArm = (name: 'yoga' | 'mercurius', { [name]: child, pool, postmaster }: Stage, load: Load): Arm => {
  const endpoint = openEndpoint(child.url, load.width)
  return arm({ name, pid: child.pid, postmaster }, load, rowsOf(pool, `${name}_event`), async (events) => {
    const single = load.events === 1
    const data = await endpoint.ask(single ? ONE : ALL, { input: single ? events[0] : events })
    return (data as { readonly stored: number }).stored
  })
}

/** PostGraphile's own mutation. */
export const postgraphileArm = ({ postgraphile, pool, postmaster }: Stage, load: Load): Arm => {
  const endpoint = openEndpoint(postgraphile.url, load.width)
  const process = { name: 'postgraphile', pid: postgraphile.pid, postmaster }
  return arm(process, load, rowsOf(pool, 'postgraphile_peer.event'), async ([event]) => {
    await endpoint.ask(CREATE, { event })
    return 1
  })
}

/** An insert for each event, over pg, without any server before it. */
export const autocommitArm = ({ pool, postmaster }: Stage, load: Load): Arm =>
  arm({ name: 'autocommit', postmaster }, load, rowsOf(pool, 'autocommit_event'), async ([event]) => {
    if (event === undefined) return 0
    const text = 'insert into autocommit_event values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing'
    return (await pool.query({ name: 'autocommit', text, values: [...valuesOf(event)] })).rowCount ?? 0
  })

/** One statement for all events, over pg, without any server before it. */
export const unnestArm = ({ pool, postmaster }: Stage, load: Load): Arm =>
  arm({ name: 'unnest', postmaster }, load, rowsOf(pool, 'raw_event'), async (events) => {
    const rows = events.map(valuesOf)
    const values = Array.from({ length: 7 }, (_, column) => rows.map((row) => row[column]))
    const text = `insert into raw_event select * from unnest($1::text[], $2::text[], $3::text[], $4::text[],
      $5::timestamptz[], $6::text[], $7::text[]) on conflict do nothing`
    return (await pool.query({ name: 'unnest', text, values })).rowCount ?? 0
  })

/** COPY, which knows no conflicts: it is given no event twice. */
export const copyArm = ({ pool, postmaster }: Stage, load: Load): Arm =>
  arm({ name: 'copy', postmaster }, unique(load), rowsOf(pool, 'copy_event'), async (events) => {
    const client = await pool.connect()
    try {
      const lines = events.map((event) => `${valuesOf(event).join('\t')}\n`).join('')
      await pipeline(Readable.from([lines]), client.query(copyFrom('copy copy_event from stdin')))
      return events.length
    } finally {
      client.release()
    }
  })

const unique = (load: Load): Load => ({
  ...load,
  eventsOf: (round, n) => [...new Map(load.eventsOf(round, n).map((event) => [event.eventId, event])).values()],
})

/** Whose processor time is counted: that of this process without a pid. */
type Worker = { readonly name: string; readonly pid?: number; readonly postmaster: number }

/** An arm that takes made-up events, made before each round. */
export const arm = <Item>(
  worker: Worker,
  { eventsOf, ...load }: Load<Item>,
  rows: Arm['rows'],
  store: (items: readonly Item[]) => Promise<number>,
): Arm => {
  let made: readonly (readonly Item[])[] = []
  return {
    pid: undefined,
    ...worker,
    ...load,
    rows,
    prepare: (round) => (made = Array.from({ length: Math.ceil(load.operations) }, (_, n) => eventsOf(round, n))),
    operate: async (_round, n) => store(made[n] ?? []),
  }
}

/** Counts the rows of a table. */
export const rowsOf = (pool: Stage['pool'], table: string) => async (): Promise<number> => {
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
