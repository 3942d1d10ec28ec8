import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScopeUnit } from '../../src/database/scope.ts'
import { secure } from '../../src/database/policies.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts'

type Complaint = {
  id: string
  scopeKey: number
  veiledLo: number | null
  veiledHi: number | null
  veiledOrganisationId: number | null
  veiledHallId: number | null
  releasedAt: Date | null
}

/** A table as complaints and inspections will have it, made for this test alone. */
const desk = {
  name: 'desk',
  migrations: {
    '0001-complaint': {
      up: async (db: Transaction<unknown>) => {
        await sql`create table desk.complaint (
          id text primary key,
          scope_key bigint not null,
          veiled_lo bigint,
          veiled_hi bigint,
          veiled_organisation_id int,
          veiled_hall_id int,
          released_at timestamptz
        )`.execute(db)
        await secure(db, 'desk.complaint', { read: 'range', write: ['intake'], veil: true })
      },
    },
  },
}

const nobody = { veiledLo: null, veiledHi: null, veiledOrganisationId: null, veiledHallId: null, releasedAt: null }
const complaints: readonly Complaint[] = [
  { ...nobody, id: 'about nobody', scopeKey: 150 },
  { ...nobody, id: 'about a county', scopeKey: 150, veiledLo: 100, veiledHi: 200 },
  { ...nobody, id: 'about an organisation', scopeKey: 150, veiledOrganisationId: 7 },
  { ...nobody, id: 'about a hall', scopeKey: 150, veiledHallId: 8 },
  { ...nobody, id: 'about a county, released', scopeKey: 150, veiledLo: 100, veiledHi: 200, releasedAt: new Date() },
  { ...nobody, id: 'elsewhere', scopeKey: 950 },
]

let own: TestDatabase

beforeAll(async () => {
  own = await createTestDatabase({ plugins: [desk as never] })
  await own.database
    .extend<{ 'desk.complaint': Complaint }>()
    .withScope({ mode: 'intake' }, (db) => db.insertInto('desk.complaint').values(complaints).execute())
})
afterAll(() => own.close())

const city = { lo: 0, hi: 900, organisationId: null, hallId: null }
const county = { lo: 100, hi: 200, organisationId: null, hallId: null }
const township = { lo: 140, hi: 160, organisationId: null, hallId: null }
const otherCounty = { lo: 200, hi: 300, organisationId: null, hallId: null }
const organisation = { lo: 0, hi: 900, organisationId: 7, hallId: null }
const hall = { lo: 0, hi: 900, organisationId: null, hallId: 8 }

/** What a reader of the city sees, who holds these units. */
const seenWith = (units: readonly ScopeUnit[] | undefined) =>
  own.database
    .extend<{ 'desk.complaint': Complaint }>()
    .withScope({ mode: 'reader', lo: 0, hi: 900, ...(units && { units }) }, async (db) => {
      const rows = await db.selectFrom('desk.complaint').select('id').orderBy('id').execute()
      return rows.map(({ id }) => id)
    })

const all = ['about a county', 'about a county, released', 'about a hall', 'about an organisation', 'about nobody']
const without = (...hidden: readonly string[]) => all.filter((id) => !hidden.includes(id))

describe('a row under the veil does not exist', () => {
  test.each([
    ['for whoever is above what it is about: it does', [city], all],
    ['for whom it is about', [county], without('about a county')],
    ['for who belongs to what it is about', [township], without('about a county')],
    ['for a neighbour: it does', [otherCounty], all],
    ['for the organisation that it is about', [organisation], without('about an organisation')],
    ['for the hall that it is about', [hall], without('about a hall')],
    ['for whoever has a further grant above: one in it is enough', [city, township], without('about a county')],
    ['for a grant in each', [organisation, hall, county], ['about a county, released', 'about nobody']],
    ['where nobody has a grant, as on the command line: it does', [], all],
  ])('%s', async (_, units, seen) => {
    expect(await seenWith(units)).toEqual(seen)
  })

  test('until it is released', async () => {
    expect(await seenWith([county])).toContain('about a county, released')
  })

  test('when nobody said of which units the reader is', async () => {
    expect(await seenWith(undefined)).toEqual(['about a county, released'])
    const seen = await own.database.withScope({ mode: 'reader', lo: 0, hi: 900 }, async (db) => {
      await sql`select set_config('zhikong.units', '', true)`.execute(db)
      const { rows } = await sql<{ id: string }>`select id from desk.complaint`.execute(db)
      return rows.map(({ id }) => id)
    })
    expect(seen).toEqual(['about a county, released'])
  })

  test('beside the range, which holds in any case', async () => {
    expect(await seenWith([city])).not.toContain('elsewhere')
  })
})
