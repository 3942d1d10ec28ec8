import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiKey } from '../../../src/access/third-parties/api-keys.ts'
import { anyOperation, createTestDatabase, type TestDatabase } from '../../../src/testing/index.ts'
import { startApi, type RunningApi } from '../running-api.ts'
import { differences } from './both-ways.ts'
import { ACCEPTED, CORPUS } from './corpus.ts'
import { oddSchema } from './odd-schema.ts'

let base: TestDatabase
let specified: RunningApi
let fast: RunningApi
let reader: Readonly<Record<string, string>>
beforeAll(async () => {
  base = await createTestDatabase()
  specified = await startApi(base.database, { fastPath: false }, oddSchema())
  fast = await startApi(base.database, {}, oddSchema())
  const region = { id: 1, lo: 0, hi: 1_000 }
  const { key } = await createApiKey(base.database, { name: 'reader', region, permissions: ['core.read'] })
  reader = { authorization: `Bearer ${key}` }
})
afterAll(async () => {
  await specified.stop()
  await fast.stop()
  await base.close()
})

const expectSame = async (body: unknown, headers?: Readonly<Record<string, string>>) =>
  expect(await differences(specified, fast, { body, ...(headers && { headers }) })).toEqual([])

describe('answers as the specification server does', () => {
  test.each(CORPUS)('$query', async ({ query, variables = [undefined], operationName }) => {
    const strict = { ...reader, 'accept-language': 'en', accept: 'application/graphql-response+json' }
    await Promise.all(
      variables.flatMap((each) => {
        const body = { query, variables: each, operationName }
        return [expectSame(body), expectSame(body, strict)]
      }),
    )
  })

  test.each(ACCEPTED)('whoever accepts "%s"', async (accept) => {
    const documents = [
      '{ planted }',
      '{ nothing }',
      '{ oddSurely { nothing } }',
      '{ range }',
      'query ($a: Int!) { planted }',
    ]
    await Promise.all(documents.map((query) => expectSame({ query }, accept === undefined ? {} : { accept })))
  })

  test.each([
    { authorization: 'Bearer zk_unknown' },
    { cookie: 'zhikong_session=gone', 'x-zhikong': '1' },
    { cookie: 'zhikong_session=gone' },
    { 'x-zhikong-scope': 'r7' },
  ])('whoever comes with %j', async (headers) => {
    await expectSame({ query: '{ planted }' }, headers)
    await expectSame({ query: '{ range }' }, { ...reader, ...headers })
  })

  test.each([
    '[]',
    '{',
    '"text"',
    '[{"query":"{ planted }"}]',
    '{"query":"{ planted }","query2":1}',
    '{"documentId":"x"}',
    '{"query":"{ planted }","extensions":{"documentId":"x"}}',
    '\uFEFF{"query":"{ planted }"}',
  ])('the body %s', async (body) => expectSame(body))

  test('generated operations over fields that fail, wait and are null', async () => {
    const words = { regions: ['430000000000'], texts: ['a', 'HIGH'], ids: ['1'] }
    const asked = fc.sample(anyOperation(oddSchema(), words), { seed: 5, numRuns: 40 })
    await Promise.all(
      asked
        .filter(({ kind }) => kind !== 'subscription')
        .map(({ query, variables }) => expectSame({ query, variables }, reader)),
    )
  })
})

test('an answer that is another is seen, whatever else the document asks', async () => {
  const other = await startApi(base.database, {}, oddSchema([], 'planted otherwise'))
  const property = fc.asyncProperty(
    fc.subarray(['a: planted', 'odd { name }', 'count', 'broken'], { minLength: 1 }),
    async (fields) => {
      const body = { query: `{ ${fields.join(' ')} }` }
      expect(await differences(specified, other, { body })).toEqual([])
    },
  )
  const { failed, counterexample } = await fc.check(property, { seed: 1, numRuns: 30 })
  await other.stop()
  expect(failed).toBe(true)
  expect(counterexample?.[0]).toContain('a: planted')
})
