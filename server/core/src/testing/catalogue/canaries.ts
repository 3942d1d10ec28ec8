import type pg from 'pg'
import type { TestDatabase } from '../database.ts'
import { CANARY_DAY, fillRow, type Fillers, type Row } from './fill-row.ts'
import { readingOf } from './reading.ts'
import type { SecuredTable } from './secured-table.ts'

/** Where a canary row lies. */
export type CanaryPlace = {
  readonly key: number
  readonly organisation: number | null
  readonly hall: number
}

/** The range of the readers that look for canaries. */
export const CANARY_RANGE = { lo: 5_000, hi: 6_000 } as const
const { lo, hi } = CANARY_RANGE

/** On both edges of the range and just outside of it, of two organisations and none; each in a hall of its own. */
export const CANARY_PLACES: readonly CanaryPlace[] = [
  { key: lo, organisation: 7, hall: 8 },
  { key: hi - 1, organisation: 7, hall: 9 },
  { key: lo, organisation: 6, hall: 10 },
  { key: lo - 1, organisation: 7, hall: 11 },
  { key: hi, organisation: 7, hall: 12 },
  { key: lo + 1, organisation: null, hall: 13 },
]

type Ground = {
  readonly test: TestDatabase
  readonly superuser: pg.Client
  readonly tables: readonly SecuredTable[]
  readonly fillers: Fillers
}

/** Puts rows into every table: one in each place where a reader's range matters. Foreign keys are not looked at. */
export async function placeCanaries({ test, superuser, tables, fillers }: Ground): Promise<void> {
  await superuser.query('set session_replication_role = replica')
  for (const table of tables) {
    if (table.isPartitioned && /\bopened_on\b/.test(table.columns.map(({ name }) => name).join(' '))) {
      await partition(test, superuser, table)
    }
    const rows = rangeRows(table)
    for (const [index, given] of rows.entries()) {
      await insertRow(superuser, table, fillRow(table, index + 1, given, fillers)).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error)
        throw new Error(`No canary fits into ${table.name} (${why}): say in the fillers what its columns take.`)
      })
    }
  }
}

/** Monthly partitions are those by range; the others are there from the start. */
async function partition({ database }: TestDatabase, superuser: pg.Client, table: SecuredTable): Promise<void> {
  const found = await superuser.query<{ strategy: string }>(
    'select partstrat as strategy from pg_partitioned_table where partrelid = $1::regclass',
    [table.name],
  )
  if (found.rows[0]?.strategy === 'r') await database.ensurePartitions(table.name, [CANARY_DAY])
}

function rangeRows(table: SecuredTable): readonly Row[] {
  const reading = readingOf(table)
  if (reading?.by !== 'range') return [{}]
  const { key, organisation, hall } = reading
  const mustBelong = table.columns.some(({ name, notNull }) => name === organisation && notNull)
  return CANARY_PLACES.map((place) => ({
    [key]: place.key,
    ...(organisation && { [organisation]: mustBelong ? (place.organisation ?? 0) : place.organisation }),
    ...(hall && { [hall]: place.hall }),
  }))
}

/** The same row for whoever tries to insert it. */
export function insertRow(client: pg.Client, table: SecuredTable, row: Row, orNothing = true): Promise<pg.QueryResult> {
  const names = Object.keys(row)
  const ending = orNothing ? ' on conflict do nothing' : ''
  if (names.length === 0) return client.query(`insert into ${table.name} default values${ending}`)
  const columns = names.map((name) => `"${name}"`).join(', ')
  const places = names.map((_, index) => `$${index + 1}`).join(', ')
  return client.query(
    `insert into ${table.name} (${columns}) values (${places})${ending}`,
    names.map((name) => row[name]),
  )
}
