import { readFileSync } from 'node:fs'
import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { example } from '../../src/index.ts'

const read = (path: string) => readFileSync(new URL(`../../console/${path}`, import.meta.url), 'utf8')

let bench: PluginBench

beforeAll(async () => {
  bench = await openPluginBench([example])
})
afterAll(() => bench?.end())

test('the page asks what the API answers', async () => {
  // Read, not imported: the design system that the module uses is compiled for the browser.
  const [, text = ''] = /`(query [^`]+)`/.exec(read('visits.query.ts')) ?? []
  const variables = { code: '430100', from: '2026-03-01', to: '2026-04-01' }
  const answer = await bench.ask(text, variables, bench.principal('43', 'example.read'))
  expect(answer).toEqual({ data: { visits: { total: 0, nodes: [] } }, codes: [] })
})

test('messages are there in both languages', () => {
  const keys = (locale: string) => Object.keys(JSON.parse(read(`messages/${locale}.json`)) as object).toSorted()
  expect(keys('zh-CN')).toEqual(keys('en'))
})
