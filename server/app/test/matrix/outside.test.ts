import { randomUUID } from 'node:crypto'
import {
  CASES_AT_A_PLACE,
  eventsAt,
  headersOf,
  makePerson,
  numberAt,
  strayCanaries,
  type FilledPlace,
  type Matrix,
  type Reader,
} from '@zhikong/core/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldsNamed, openServerMatrix, soundFields } from './opened.ts'

let matrix: Matrix

beforeAll(async () => {
  matrix = await openServerMatrix()
}, 60_000)
afterAll(() => matrix.end())

const readersOf = (...names: readonly string[]): readonly Reader[] =>
  matrix.readers.filter(({ name }) => names.includes(name))

const placesNamed = (...names: readonly string[]): readonly FilledPlace[] =>
  matrix.world.places.filter(({ name }) => names.includes(name))

const isIn = ({ reach }: Reader, { lo, organisationId, hallId }: FilledPlace): boolean =>
  lo >= reach.lo &&
  lo < reach.hi &&
  (reach.organisationId === null || reach.organisationId === organisationId) &&
  (reach.hallId === null || reach.hallId === hallId)

const ask = (reader: Reader, query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  matrix.ask('POST', reader, { query, variables })

type Viewing = { readonly data: { readonly viewer: { readonly region: { readonly code: string } } } }

test('a list counts what lies in reach, whatever there is beside it', async () => {
  for (const reader of matrix.readers.filter(({ name }) => name.startsWith('AUTHORITY,'))) {
    const inside = matrix.world.places.filter((place) => isIn(reader, place))
    const viewer = JSON.parse(await ask(reader, '{ viewer { region { code } } }')) as Viewing
    const query = 'query ($within: RegionCode!) { cases(within: $within) { total edges { cursor } } }'
    const { data } = JSON.parse(await ask(reader, query, { within: viewer.data.viewer.region.code })) as {
      data: { cases: { total: number; edges: unknown[] } }
    }
    const expected = inside.length * CASES_AT_A_PLACE
    expect([reader.name, data.cases.total, data.cases.edges.length]).toEqual([reader.name, expected, expected])
  }
})

/** Everything that a reader is told about its own, by field. */
async function answersTo(reader: Reader): Promise<ReadonlyMap<string, string>> {
  const own = matrix.world.places.find((place) => isIn(reader, place))
  const fields = soundFields(matrix).filter(({ operation, name }) => operation === 'query' && !AS_OF.has(name))
  const answers = new Map<string, string>()
  for (const [round, field] of fields.entries()) {
    if (!field.isOpenTo(reader.permissions, reader)) continue
    const { query, variables } = field.requestFor(own?.target ?? matrix.world.nowhere, round)
    answers.set(field.name, await ask(reader, query, variables))
  }
  return answers
}

/** What is told as of now: the state of the log, which is one for all. */
const AS_OF: ReadonlySet<string> = new Set(['auditState', 'mySessions'])

/** More at some places: cases with alerts and figures, and the tables of plugins. */
async function addRows(places: readonly FilledPlace[], round: number): Promise<void> {
  await matrix.platform.report(places.flatMap((place) => eventsAt(place, round)))
  await matrix.platform.fold()
  await matrix.asSuperuser(async (client) => {
    for (const { lo, organisationId, hallId, regionId, areaCode, name } of places) {
      const row = [randomUUID(), lo, organisationId, hallId, `${round} ${name}`]
      await client.query('insert into planted.note values ($1, $2, $3, $4, $5)', row)
      await client.query('insert into planted.secret values ($1, $2, $3, $4, $5)', row)
      const visit = [hallId, `2026-03-1${round}`, 5, regionId, areaCode, lo]
      await client.query(
        `insert into example.visit (hall_id, day, visitors, region_id, area_code, scope_key)
          values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        visit,
      )
    }
  })
}

/** More of what is there by region: halls, their staff, people. */
async function addRegisters(places: readonly FilledPlace[], round: number): Promise<void> {
  const { platform } = matrix
  await platform.save(
    'halls',
    places.map(({ region, name }) => ({ code: `H-${round}-${name}`, name: `大厅 ${round} ${name}`, region })),
  )
  await platform.save(
    'staff',
    places.map(({ hall, name }) => ({ hall, code: `S-${round}-${name}`, name: `员工 ${round} ${name}` })),
  )
  for (const { region, name } of places) {
    await makePerson(platform, name, [{ role: 'AUDITOR', position: { name, region } }])
  }
}

const ROLES = ['AUTHORITY', 'SYSTEM_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR', 'AUDIT_ADMINISTRATOR']
const everyRoleAt = (...positions: readonly string[]) =>
  readersOf(
    ...ROLES.flatMap((role) => positions.map((position) => `${role}, ${position}`)),
    'without a grant',
    'nobody',
  )

describe('rows outside of a reach change no byte inside of it', () => {
  test.each([
    {
      added: ['ProvinceA', 'CityA', 'SiblingA', 'ThereA'],
      registers: true,
      inside: ['self', 'descendant', 'own organisation', 'other organisation', 'own hall', 'other hall'],
    },
    {
      added: ['CountyC'],
      registers: false,
      inside: ['descendant', 'other organisation', 'own hall', 'sibling', 'other city'],
    },
  ])(
    'those of $added',
    async ({ added, registers, inside }) => {
      const readers = everyRoleAt(...inside)
      const before = await Promise.all(readers.map(answersTo))
      await addRows(placesNamed(...added), 2)
      if (registers) await addRegisters(placesNamed(...added), 2)
      const after = await Promise.all(readers.map(answersTo))
      const changed = readers.flatMap(({ name }, index) =>
        [...(before[index] ?? [])].flatMap(([field, answer]) =>
          after[index]?.get(field) === answer
            ? []
            : [`${name}: ${field}\n  ${answer.slice(0, 500)}\n  ${after[index]?.get(field)?.slice(0, 500)}`],
        ),
      )
      expect(changed).toEqual([])
      expect(before.flatMap((answers) => [...answers.keys()]).length).toBeGreaterThan(200)
    },
    120_000,
  )
})

test('a count that forgets its reader is noticed by what is added outside', async () => {
  const [reader] = readersOf('AUTHORITY, descendant')
  const [field] = fieldsNamed(matrix, 'plantedCount')
  if (reader === undefined || field === undefined) throw new Error('Reader or field is missing.')
  const told = () => ask(reader, field.requestFor(matrix.world.nowhere, 0).query)
  const before = await told()
  await addRows(placesNamed('ThereA'), 3)
  expect(await told()).not.toBe(before)
})

describe('a row under the veil', () => {
  const told = async (reader: Reader) => {
    const [asked] = fieldsNamed(matrix, 'plantedSecrets')
    if (asked === undefined) throw new Error('The field was not planted.')
    const { query, variables } = asked.requestFor(matrix.world.nowhere, 0)
    const { data } = JSON.parse(await ask(reader, query, variables)) as { data: { plantedSecrets: string[] } }
    return data.plantedSecrets
  }

  test('does not exist for the accused, in whatever scope they work, and changes no count; until it is released', async () => {
    const [place] = placesNamed('CountyC')
    if (place === undefined) throw new Error('There is no such place.')
    const { lo, organisationId, hallId, region, hall } = place
    const city = { name: 'the city', region: '430100000000' }
    const accusedAbove = await makePerson(matrix.platform, 'who watches the city and works in the hall', [
      { role: 'AUTHORITY', position: city },
      { role: 'AUTHORITY', position: { name: 'the hall', region, hall } },
    ])
    const accused = [...readersOf('AUTHORITY, other hall'), accusedAbove]
    const others = readersOf('AUTHORITY, self', 'AUTHORITY, own organisation', 'AUTHORITY, ancestor: the city')
    const before = await Promise.all(accused.map(told))
    await matrix.asSuperuser((client) =>
      client.query(
        `insert into planted.secret (id, scope_key, organisation_id, hall_id, text, veiled_hall_id)
          values ($1, $2, $3, $4, 'zqveiledzq', $4)`,
        [randomUUID(), lo, organisationId, hallId],
      ),
    )
    expect(await Promise.all(accused.map(told))).toEqual(before)
    for (const reader of others) expect(await told(reader)).toContain('zqveiledzq')
    await matrix.asSuperuser((client) =>
      client.query("update planted.secret set released_at = now() where text = 'zqveiledzq'"),
    )
    for (const reader of accused) expect(await told(reader)).toContain('zqveiledzq')
  })
})

/** Reads a stream over SSE until it is stopped. */
function listen(reader: Reader, query: string): { readonly text: () => string; readonly stop: () => Promise<void> } {
  const abort = new AbortController()
  let text = ''
  const reading = (async () => {
    const response = await fetch(`${matrix.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headersOf(reader) },
      body: JSON.stringify({ query }),
      signal: abort.signal,
    })
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString('utf8')
  })().catch(() => undefined)
  return {
    text: () => text,
    stop: async () => {
      abort.abort()
      await reading
    },
  }
}

async function until(holds: () => boolean, what: string, instead: () => string = () => ''): Promise<void> {
  for (const end = performance.now() + 20_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (performance.now() > end) throw new Error(`It never came to pass that ${what}. ${instead()}`)
  }
}

/** Of cases that no test before has reported. */
const ROUND = 4

test('streams tell each reader of the events in reach, and of no other', async () => {
  const workers = matrix.platform.startWorkers()
  try {
    const about = '{ cursor events { caseId caseNumber matter hall organisation regionName } }'
    const listeners = matrix.readers
      .filter(({ name }) => name.startsWith('INSPECTOR,'))
      .map((reader) => {
        const within = matrix.world.places.find((place) => isIn(reader, place))?.region ?? '430000000000'
        const region = reader.position === 'other city' ? '430200000000' : within
        return {
          reader,
          region,
          alerts: listen(reader, `subscription { alerts(within: "${region}") ${about} }`),
          completions: listen(reader, `subscription { completions(within: "${region}") ${about} }`),
        }
      })
    const streams = listeners.flatMap(({ alerts, completions }) => [alerts, completions])
    await until(() => streams.every(({ text }) => text().includes('"events"')), 'all streams are open')
    const { places } = matrix.world
    const statuses = await matrix.platform.report(places.flatMap((place) => eventsAt(place, ROUND)))
    expect([...new Set(statuses)]).toEqual(['STORED'])
    for (const { reader, region, alerts, completions } of listeners) {
      const own = places.filter((place) => isIn(reader, place) && isBelow(place, region))
      const all = () => own.every((place) => alerts.text().includes(numberAt(place, 'open', ROUND)))
      await until(all, `${reader.name} is told of its alerts`, () => alerts.text().slice(-500))
      await until(
        () => own.every((place) => completions.text().includes(numberAt(place, 'closed', ROUND))),
        'and of its ends',
      )
    }
    await Promise.all(streams.map(({ stop }) => stop()))
    const faults = listeners.flatMap(({ reader: { name, reach }, alerts, completions }) =>
      strayCanaries(alerts.text() + completions.text(), { reach, request: '', canaries: matrix.world.canaries }).map(
        (stray) => `${name} is told ${stray}`,
      ),
    )
    expect(faults).toEqual([])
  } finally {
    await workers.stop()
  }
}, 60_000)

const isBelow = ({ lo }: FilledPlace, code: string): boolean => {
  const region = matrix.platform.registers.current().tree.byCode(code)
  return region !== undefined && lo >= region.scopeKey && lo < region.scopeEnd
}
