import pg from 'pg'
import { parseAddress } from '../../database/address.ts'
import { clientConfig } from '../../database/pools.ts'
import { insertRow } from '../catalogue/canaries.ts'
import { fillRow, type Fillers, type Row } from '../catalogue/fill-row.ts'
import { readingOf } from '../catalogue/reading.ts'
import { readSecuredTables, type SecuredTable } from '../catalogue/secured-table.ts'
import type { TestPlatform } from '../platform.ts'
import type { Canary } from './canaries.ts'
import { wordOf, writtenOf } from './canary-names.ts'
import type { FilledPlace } from './fill-world.ts'

/** Far from the numbers of core and from what some of them add up to. */
const SMALLEST_NUMBER = 97_000_000
/** So that no two tables have a number in common. */
const SERIALS_PER_TABLE = 1_000

/**
 * Puts a row at each place into every table of plugins that readers see by range, so that a domain joins the matrix by
 * having tables. Its texts, which name the table, and its numbers are canaries.
 */
export async function fillTables(
  { url, database }: TestPlatform,
  places: readonly FilledPlace[],
  fillers: Fillers,
): Promise<readonly Canary[]> {
  const tables = await database.withOwner(readSecuredTables)
  const client = await connectSuperuser(url)
  try {
    await client.query('set session_replication_role = replica')
    const canaries: Canary[] = []
    for (const [at, table] of tables.filter(({ schema }) => schema !== 'core').entries()) {
      for (const [index, place] of places.entries()) {
        const row = rowAt(table, place, SERIALS_PER_TABLE * at + index * 7, fillers)
        if (row === undefined) continue
        const { rowCount } = await insertRow(client, table, row)
        if (rowCount === 1) canaries.push(...canariesIn(table, row, place))
      }
    }
    return canaries
  } finally {
    await client.end()
  }
}

/** A connection that no policy holds. The caller ends it. */
export async function connectSuperuser(url: string): Promise<pg.Client> {
  const limits = { name: 'matrix', max: 1, statementTimeoutMs: 30_000 }
  const client = new pg.Client(clientConfig({ ...parseAddress('matrix', url), user: 'postgres' }, limits))
  await client.connect()
  return client
}

/** The columns by which core's rows say where they are, wherever they stand. */
function rowAt(table: SecuredTable, place: FilledPlace, serial: number, fillers: Fillers): Row | undefined {
  const reading = readingOf(table)
  if (reading?.by !== 'range') return undefined
  const { lo, hallId, organisationId, regionId, areaCode } = place
  const known: Row = {
    region_id: regionId,
    area_code: areaCode,
    hall_id: hallId,
    organisation_id: organisationId,
    day: '2026-03-10',
    [reading.key]: lo,
    ...(reading.organisation && { [reading.organisation]: organisationId }),
    ...(reading.hall && { [reading.hall]: hallId }),
  }
  const columns = new Set(table.columns.map(({ name }) => name))
  const given = Object.fromEntries(Object.entries(known).filter(([column]) => columns.has(column)))
  const row = fillRow(table, SMALLEST_NUMBER / 100 + 1 + serial, given, fillers)
  const word = wordOf(place.name)
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'string' && value.startsWith('canary-') ? `${word} ${table.table} ${value}` : value,
    ]),
  )
}

function canariesIn(table: SecuredTable, row: Row, { lo, hallId, organisationId }: FilledPlace): readonly Canary[] {
  const reading = readingOf(table)
  if (reading?.by !== 'range') return []
  const owned = (bound: number | null, column: string | undefined, owner: number) =>
    bound === null || (column !== undefined && bound === owner)
  const isFor: Canary['isFor'] = (reach) =>
    lo >= reach.lo &&
    lo < reach.hi &&
    owned(reach.organisationId, reading.organisation, organisationId) &&
    owned(reach.hallId, reading.hall, hallId)
  const places = new Set(['region_id', 'area_code', 'hall_id', 'organisation_id', reading.key])
  return Object.entries(row).flatMap(([column, value]) => {
    const of = `${table.name}.${column}`
    if (places.has(column)) return []
    if (typeof value === 'number' && value >= SMALLEST_NUMBER)
      return writtenOf(value).map((text) => ({ text, of, isFor }))
    return typeof value === 'string' && value.includes('canary-') ? [{ text: value, of, isFor }] : []
  })
}
