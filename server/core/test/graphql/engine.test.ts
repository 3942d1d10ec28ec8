import { buildSchema, getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts'
import { answerOf, expectTold } from '../hostile/told.ts'
import { startApi, type RunningApi } from './running-api.ts'

let base: TestDatabase
let api: RunningApi
let demo: RunningApi
beforeAll(async () => {
  base = await createTestDatabase()
  api = await startApi(base.database)
  demo = await startApi(base.database, { graphiql: true })
})
afterAll(async () => {
  await api.stop()
  await demo.stop()
  await base.close()
})

test('publishes the schema, and answers introspection in the demo only', async () => {
  const published = await fetch(`${api.url}/schema.graphql`)
  expect(published.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(
    buildSchema(await published.text())
      .getQueryType()
      ?.getFields(),
  ).toHaveProperty('echo')
  const usual = { query: getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }) }
  expectTold((await answerOf(await api.post(usual))).errors, 'FORBIDDEN')
  expect((await answerOf(await demo.post(usual))).errors).toBeUndefined()
})

test('bounds introspection in the demo too', async () => {
  const query = `{ __schema { types { ${'fields { type { '.repeat(12)} name ${'} } '.repeat(12)} } } }`
  expectTold((await answerOf(await demo.post({ query }))).errors, 'LIMIT_EXCEEDED')
})

test('says where in the variables the fault is, in the language of the reader', async () => {
  const query = 'query ($at: DateTime) { echo(at: $at) }'
  const body = { query, variables: { at: '2026-02-30T09:00:00+08:00' } }
  const en = await answerOf(await api.post(body, { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.5' }))
  expect(en.errors?.[0]).toMatchObject({
    message: expect.stringContaining('is not a usable instant'),
    extensions: { code: 'INVALID_INPUT', path: ['at'] },
  })
  const zh = await answerOf(await api.post(body))
  expect(zh.errors?.[0]?.message).toContain('不是可用的时间')
})

test('masks what is unexpected and logs it under the number that the client gets', async () => {
  const answer = await answerOf(await api.post({ query: '{ broken missing }' }))
  const [broken, missing] = answer.errors ?? []
  expect(broken?.extensions.code).toBe('INTERNAL')
  expect(JSON.stringify(answer)).not.toMatch(/secret|select|srv/u)
  const trace = broken?.extensions.trace
  expect(broken?.message).toContain(trace)
  expect(api.logged.some((entry) => entry.trace === trace && String(entry.err).includes('secret'))).toBe(true)
  expect(missing?.extensions).toEqual({ code: 'NOT_FOUND', path: ['within'] })
})

test('masks a failure in the middle of a stream', async () => {
  const response = await api.post({ query: 'subscription { breaking }' }, { accept: 'text/event-stream' })
  const text = await response.text()
  expect(text).toContain('"data":{"breaking":0}')
  expect(text).toContain('"code":"INTERNAL"')
  expect(text).not.toContain('secret')
})

test('gives GraphiQL in the demo only, with nothing loaded from outside', async () => {
  const page = { headers: { accept: 'text/html' } }
  expect((await fetch(`${api.url}/graphql`, page)).status).toBe(405)
  const response = await fetch(`${demo.url}/graphql`, page)
  expect(response.status).toBe(200)
  const html = await response.text()
  expect(html).not.toMatch(/<(?:script|link)[^>]+(?:src|href)="https?:/u)
  expect((await fetch(`${demo.url}/graphql?query={echo}`, page)).status).toBe(405)
})
