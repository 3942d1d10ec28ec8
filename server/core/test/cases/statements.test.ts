import pg from 'pg'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { encodeCaseId } from '../../src/cases/case-id.ts'
import { caseOf } from './cases-kit.ts'
import { province, startListedCases } from './listed-cases.ts'

const asked: string[] = []
const query = pg.Client.prototype.query as (this: pg.Client, ...given: unknown[]) => unknown
vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
  const [first] = given
  asked.push(typeof first === 'string' ? first : String((first as { readonly text?: string }).text))
  return query.apply(this, given)
} as never)

const { kit, api } = await startListedCases()
afterAll(async () => {
  await kit.close()
  vi.restoreAllMocks()
})
const ofTransactions = /^(?:start transaction|commit)/
const counted = () => ({
  transactions: asked.filter((text) => text.startsWith('start transaction')).length,
  statements: asked.filter((text) => !ofTransactions.test(text)).length,
})

beforeEach(() => void asked.splice(0))
afterEach(() => void asked.splice(0))

const LISTED = `externalId state acceptedAt matter { code name } hall { code name region { name } } region { name } organisation { name }`

/** What it may take at most, whatever the number of rows: a statement more is a read for each of something. */
const OPERATIONS: readonly (readonly [string, string, number])[] = [
  ['a list with halls and matters', `{ cases(within: "43", first: 20) { nodes { ${LISTED} } } }`, 1],
  ['a list with its count', `{ cases(within: "43", first: 20) { total nodes { ${LISTED} } } }`, 2],
  [
    'a list with timelines, cards and clocks',
    `{ cases(within: "43", first: 20) { nodes { ${LISTED} overDays timeline { kind } alerts { level case { id } } clock { countedDays } } } }`,
    3,
  ],
]

test.each(OPERATIONS)('%s takes one transaction and no more statements than its bound', async (_, source, most) => {
  await api.ask(province, source) // opens connections, reads registers and calendars
  asked.splice(0)
  const { codes } = await api.ask(province, source)
  expect(codes).toEqual([])
  expect(counted()).toEqual({ transactions: 1, statements: most })
})

test('a case with hall, matter, events, cards and clock takes one transaction of three statements', async () => {
  const id = encodeCaseId(await caseOf(kit.database, 'C1'))
  const source = `query ($id: ID!) { case(id: $id) { ${LISTED} timeline { kind occurredAt } alerts { level } clock { countedDays } } }`
  await api.ask(province, source, { id })
  asked.splice(0)
  const { codes } = await api.ask(province, source, { id })
  expect(codes).toEqual([])
  expect(counted()).toEqual({ transactions: 1, statements: 3 })
})

test('what fields of a case read later they read in one transaction', async () => {
  const id = encodeCaseId(await caseOf(kit.database, 'C1'))
  const source = `query ($id: ID!) { case(id: $id) { ${LISTED} timeline { kind } alerts { level steps { kind } }
    applicant { name } parent { externalId } children { externalId } } }`
  await api.ask(province, source, { id })
  asked.splice(0)
  const { codes } = await api.ask(province, source, { id })
  expect(codes).toEqual([])
  expect(counted().transactions).toBeLessThanOrEqual(3)
  expect(counted().statements).toBeLessThanOrEqual(8)
})

test('a list of alerts with their cases takes two transactions', async () => {
  const source = `{ alertList(within: "43", first: 25) { total nodes { level hall { name } matter { name } case { externalId countedDays } } } }`
  await api.ask(province, source)
  asked.splice(0)
  const { codes } = await api.ask(province, source)
  expect(codes).toEqual([])
  expect(counted().transactions).toBeLessThanOrEqual(3)
  expect(counted().statements).toBeLessThanOrEqual(4)
})
