import type pg from 'pg'
import { SOURCE } from './made-up-completion.ts'

/** Milliseconds since 1970 at which the events of a run were committed, by their numbers; NaN for one that was not. */
export type CommitTimes = (run: string, events: number) => Promise<Float64Array>

type Row = { readonly number: number; readonly at: number }

const AT = 'extract(epoch from pg_xact_commit_timestamp(event.xmin)) * 1000'

/** Of the transactions that stored the ends of cases. */
export const commitsOfCases =
  (pool: pg.Pool): CommitTimes =>
  (run, events) =>
    read(
      pool,
      events,
      `select substr(cases.external_id, length($1) + 2)::int as number, (${AT})::float8 as at
     from core."case" as cases join core.case_event as event using (area_code, opened_on, case_id)
     where cases.source = $2 and cases.external_id like $1 || '-%' and event.kind = 'CLOSED'`,
      [run, SOURCE],
    )

/** Of the transactions in which a peer stored its events. */
export const commitsOfPeer =
  (pool: pg.Pool, source: string): CommitTimes =>
  (run, events) =>
    read(
      pool,
      events,
      `select number, (${AT})::float8 as at from peer_completion as event
       where source = $2 and body like '%"' || $1 || '-%'`,
      [run, source],
    )

const read = async (pool: pg.Pool, events: number, text: string, values: readonly string[]): Promise<Float64Array> => {
  const { rows } = await pool.query<Row>(text, [...values])
  const times = new Float64Array(events).fill(Number.NaN)
  for (const { number, at } of rows) times[number] = at
  return times
}
