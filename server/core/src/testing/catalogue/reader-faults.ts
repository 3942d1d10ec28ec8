import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { CANARY_PLACES, CANARY_RANGE, type CanaryPlace } from './canaries.ts'
import type { CatalogueBench } from './catalogue-bench.ts'
import { readingOf, type Reading } from './reading.ts'
import type { SecuredTable } from './secured-table.ts'

type Bound = { readonly organisationId: number | null; readonly hallId: number | null }

/** Readers of the canaries' range, bound to an organisation, to a hall, to both, to nothing. */
const READERS: readonly Bound[] = [
  { organisationId: null, hallId: null },
  { organisationId: 7, hallId: null },
  { organisationId: null, hallId: 8 },
  { organisationId: 7, hallId: 8 },
  { organisationId: 6, hallId: 8 },
]

/** Where readers see other canaries than those of their range, organisation and hall. */
export async function readerFaults({ test, tables, superuser }: CatalogueBench): Promise<readonly string[]> {
  const faults: string[] = []
  for (const bound of READERS) {
    await test.database.withScope({ mode: 'reader', ...CANARY_RANGE, ...bound, units: [] }, async (trx) => {
      for (const table of tables) {
        const reading = readingOf(table)
        const says = (what: string) => faults.push(`${table.name} ${what} to a reader of ${JSON.stringify(bound)}`)
        if (reading === undefined) faults.push(`${table.name} has policies that secure() does not make`)
        else if (reading.by === 'range') {
          const [seen, expected] = [await placesSeen(trx as never, table, reading), placesFor(reading, bound)]
          if (seen.join() !== expected.join()) says(`shows ${seen.join()} instead of ${expected.join()}`)
        } else if (reading.by === 'open') {
          const all = await superuser.query<{ n: number }>(`select count(*)::int as n from ${table.name}`)
          const [n, there] = [await countSeen(trx as never, table), all.rows[0]?.n]
          if (n !== there || n === 0) says(`shows ${n} of ${there} rows`)
        } else if (table.grants.includes('SELECT')) {
          const n = await countSeen(trx as never, table)
          if (n !== 0) says(`shows ${n} rows`)
        }
      }
    })
  }
  return faults
}

type Range = Extract<Reading, { by: 'range' }>

/** The halls tell canaries apart where there are halls; else place by place. */
function placesFor({ organisation, hall }: Range, bound: Bound): readonly string[] {
  const { lo, hi } = CANARY_RANGE
  const fits = (column: string | undefined, wanted: number | null, has: number | null) =>
    wanted === null || (column !== undefined && has === wanted)
  return CANARY_PLACES.filter(
    (place) =>
      place.key >= lo &&
      place.key < hi &&
      fits(organisation, bound.organisationId, place.organisation) &&
      fits(hall, bound.hallId, place.hall),
  )
    .map((place) => nameOf(place, organisation !== undefined, hall !== undefined))
    .sort()
}

const nameOf = ({ key, organisation, hall }: CanaryPlace, ofOrganisation: boolean, ofHall: boolean): string =>
  [key, ...(ofOrganisation ? [organisation ?? 0] : []), ...(ofHall ? [hall] : [])].join('/')

async function placesSeen(trx: Transaction<object>, table: SecuredTable, reading: Range): Promise<readonly string[]> {
  const { key, organisation, hall } = reading
  const { rows } = await sql<CanaryPlace>`select ${sql.id(key)} as key,
    ${organisation === undefined ? sql`0` : sql`coalesce(${sql.id(organisation)}, 0)`} as organisation,
    ${hall === undefined ? sql`0` : sql.id(hall)} as hall from ${sql.raw(table.name)}`.execute(trx)
  return rows.map((row) => nameOf(row, organisation !== undefined, hall !== undefined)).sort()
}

async function countSeen(trx: Transaction<object>, table: SecuredTable): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(table.name)}`.execute(trx)
  return rows[0]?.n ?? 0
}
