import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiKey } from '../../../src/access/third-parties/api-keys.ts'
import { createTestDatabase, type TestDatabase } from '../../../src/testing/index.ts'
import { answerOf, expectTold } from '../../hostile/told.ts'
import { startApi, type RunningApi } from '../running-api.ts'
import { oddSchema } from './odd-schema.ts'

let base: TestDatabase
let api: RunningApi
const done: string[] = []
beforeAll(async () => {
  base = await createTestDatabase()
  api = await startApi(base.database, {}, oddSchema(done))
})
afterAll(async () => {
  await api.stop()
  await base.close()
})

async function readerOf(lo: number): Promise<Readonly<Record<string, string>>> {
  const region = { id: 1, lo, hi: lo + 10 }
  const { key } = await createApiKey(base.database, { name: `reader ${lo}`, region, permissions: ['core.read'] })
  return { authorization: `Bearer ${key}` }
}

test('gives everybody their own answer, to their own variables, also when all ask the same document at once', async () => {
  const query = 'query ($text: String) { myRange(text: $text) }'
  const readers = await Promise.all([100, 200, 300].map(readerOf))
  const asked = Array.from({ length: 60 }, (_, n) => ({ lo: (1 + (n % 3)) * 100, text: `text ${n}` }))
  const answers = await Promise.all(
    asked.map(async ({ lo, text }) => answerOf(await api.post({ query, variables: { text } }, readers[lo / 100 - 1]))),
  )
  expect(answers).toEqual(asked.map(({ lo, text }) => ({ data: { myRange: `${lo} ${text}` } })))
  expect(await answerOf(await api.post({ query }, readers[0]))).toEqual({ data: { myRange: '100 undefined' } })
  expectTold((await answerOf(await api.post({ query, variables: { text: 'text' } }))).errors, 'UNAUTHENTICATED')
})

test('a key that is revoked is answered no more', async () => {
  const headers = await readerOf(400)
  const query = '{ myRange(text: "mine") }'
  for (let n = 0; n < 4; n += 1) expect((await api.post({ query }, headers)).status).toBe(200)
  await base.database.withScope({ mode: 'administration' }, (trx) =>
    trx.updateTable('core.apiKey').set({ revokedAt: new Date() }).where('name', '=', 'reader 400').execute(),
  )
  await expect.poll(async () => (await api.post({ query }, headers)).status, { timeout: 3_000 }).toBe(401)
})

test('does nothing after a change that failed', async () => {
  for (let n = 0; n < 4; n += 1)
    await api.post({ query: 'mutation { note(text: "before") fail b: note(text: "after") }' })
  expect(done).toEqual(['before', 'before', 'before', 'before'])
})

test('a text in a document stays a text', async () => {
  const marks = [
    '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d',
    '__MAGIC_NAN__57f286b9_4c20_487f_b409_79804ddcb4f8',
  ]
  for (const mark of marks) {
    const said = `${mark}0),globalThis.planted=1,new Date(0`
    const query = `{ odd { said(text: "${said}") } }`
    for (let n = 0; n < 4; n += 1) {
      const { data } = await answerOf(await api.post({ query }))
      expect(JSON.stringify(data)).toContain(mark)
    }
  }
  expect(globalThis).not.toHaveProperty('planted')
})
