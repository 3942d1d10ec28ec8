import pg from 'pg'

/** An event as peers keep it: the columns that every event has, and a key against doubles. */
export type PeerEvent = {
  readonly source: string
  readonly externalId: string
  readonly eventId: string
  readonly kind: string
  readonly occurredAt: string
  readonly hall: string
  readonly matter: string
}

/** The columns of a peer's table, in the order of `valuesOf`. */
const COLUMNS = 'source, external_id, event_id, kind, occurred_at, hall, matter'

/** Opens the table of a peer, named by the environment. */
export const openPeerTable = (table: string) => {
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 16 })
  const one = `insert into ${table} (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`
  const many = `insert into ${table} (${COLUMNS}) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[],
    $5::timestamptz[], $6::text[], $7::text[]) on conflict do nothing`
  return {
    /** Stores one event in a transaction of its own. */
    insert: async (event: PeerEvent): Promise<number> =>
      (await pool.query({ name: 'one', text: one, values: valuesOf(event) })).rowCount ?? 0,
    /** Stores events in one statement. */
    insertAll: async (events: readonly PeerEvent[]): Promise<number> => {
      const rows = events.map(valuesOf)
      const columns = Array.from({ length: 7 }, (_, column) => rows.map((row) => row[column]))
      return (await pool.query({ name: 'many', text: many, values: columns })).rowCount ?? 0
    },
    close: () => pool.end(),
  }
}

const valuesOf = ({ source, externalId, eventId, kind, occurredAt, hall, matter }: PeerEvent): string[] => [
  source,
  externalId,
  eventId,
  kind,
  occurredAt,
  hall,
  matter,
]
