import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReportedEvent } from '@zhikong/core'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { BenchDatabase } from '../database.ts'
import { familyMs, processorMs } from '../processor-time.ts'
import type { Taken } from './parts.ts'

const LINES = 2_000

/** A table of events and nothing else, with a key against doubles. */
export const makeCopyTable = (pool: pg.Pool): Promise<unknown> =>
  pool.query(`create table copied_event (source text, external_id text, event_id text, kind text,
    occurred_at timestamptz, hall text, matter text, primary key (source, external_id, event_id))`)

/** Writes the rows of some events by one COPY, and tells what it took. */
export const copyEvents = async (
  { pool, postmaster }: BenchDatabase,
  events: readonly ReportedEvent[],
): Promise<Taken> => {
  const [begun, used] = [performance.now(), processorMs(undefined) + familyMs(postmaster)]
  const client = await pool.connect()
  try {
    await pipeline(Readable.from(chunksOf(events)), client.query(copyFrom('copy copied_event from stdin')))
  } finally {
    client.release()
  }
  const [ms, now] = [performance.now() - begun, processorMs(undefined) + familyMs(postmaster)]
  return { events: events.length, ms, processorMs: now - used }
}

function* chunksOf(events: readonly ReportedEvent[]): Generator<string> {
  for (let at = 0; at < events.length; at += LINES) {
    yield events
      .slice(at, at + LINES)
      .map(
        ({ source, externalId, eventId, kind, occurredAt, hall, matter }) =>
          `${source}\t${externalId}\t${eventId}\t${kind}\t${occurredAt.toISOString()}\t${hall}\t${matter}\n`,
      )
      .join('')
  }
}
