import type { Database } from '@zhikong/core'
import { sql } from 'kysely'

/** The days on which the made-up cases were opened: one year. */
const FIRST_DAY = '2025-01-01'
const DAYS = 365
const BATCH = 100_000

/** Fills `core."case"` with made-up cases, spread evenly over the counties and townships of the province. */
export async function loadCases(database: Database, rows: number, onProgress: (done: number) => void): Promise<void> {
  const first = Date.parse(FIRST_DAY)
  const days = Array.from({ length: DAYS }, (_, day) => new Date(first + day * 86_400_000).toISOString().slice(0, 10))
  await database.ensurePartitions('core.case', days)
  const indexes = await dropIndexes(database)
  for (let done = 0; done < rows; done += BATCH) {
    await insertCases(database, done, Math.min(BATCH, rows - done))
    onProgress(Math.min(rows, done + BATCH))
  }
  for (const index of indexes) await database.withOwner((db) => sql.raw(index).execute(db))
  await database.withOwner((db) => sql`vacuum (analyze) core."case"`.execute(db))
}

/** Making them at the end takes a quarter of the time. Gives the statements that make them again. */
async function dropIndexes(database: Database): Promise<readonly string[]> {
  return database.withOwner(async (db) => {
    const { rows } = await sql<{ name: string; made: string }>`select indexrelid::regclass::text as name,
      pg_get_indexdef(indexrelid) as made from pg_index where indrelid = 'core."case"'::regclass and not indisprimary
      `.execute(db)
    for (const { name } of rows) await sql`drop index ${sql.raw(name)}`.execute(db)
    return rows.map(({ made }) => made.replace(' ON ONLY ', ' ON '))
  })
}

/** Every value follows from the number of the case, so that two runs measure the same. */
async function insertCases(database: Database, from: number, count: number): Promise<void> {
  await database.withOwner((db) =>
    sql`with place as (
        select row_number() over (order by id) - 1 as n, id, area_code, scope_key
        from core.region where level in ('COUNTY', 'TOWNSHIP'))
      insert into core."case" (area_code, opened_on, case_id, scope_key, region_id, hall_id, organisation_id, matter_id,
        source, external_id, state, accepted_at, ended_at, overdue_at, calendar_id, provisional, flags, last_event_at,
        updated_at)
      select area_code, opened.at::date, lpad(to_hex(i), 32, '0')::uuid, scope_key, id, id, 1 + i % 40, 1 + i % 400,
        'bench', 'B' || i, case when open then 'ACCEPTED' else 'CLOSED' end, opened.at,
        case when open then null else opened.at + interval '5 days' end, opened.at + interval '10 days', 'national',
        false, '', opened.at + interval '5 days', opened.at
      from generate_series(${from}::int, ${from + count - 1}::int) i
      cross join lateral (select i % 10 = 0 as open) state
      cross join lateral (select ${FIRST_DAY}::timestamptz + make_interval(mins => (i::bigint * 104729 % ${DAYS * 1440})::int)
        as at) opened
      join place on place.n = (i::bigint * 7919) % (select count(*) from place)`.execute(db),
  )
}
