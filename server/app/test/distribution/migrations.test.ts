import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@zhikong/core/testing'
import { sql } from 'kysely'
import pg from 'pg'
import { expect, test, vi } from 'vitest'

import { plugins } from '../../src/plugins.ts'

/** What `work` sent to PostgreSQL, and which of it PostgreSQL took for more than one statement. */
async function sentBy(work: () => Promise<void>) {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await work()
    await Promise.allSettled(spy.mock.results.map(({ value }) => value as unknown))
    const texts = spy.mock.calls.map(([first]: readonly unknown[]) => String(first))
    // It answers a call of several statements by a list of results.
    return { texts, several: texts.filter((_, at) => Array.isArray(spy.mock.settledResults[at]?.value)) }
  } finally {
    spy.mockRestore()
  }
}

/** Migrations of their own run for a name of their own. */
const migrate = async (extra: Parameters<typeof createTestDatabase>[0] = {}): Promise<void> => {
  const seed = { name: randomUUID(), fill: async () => undefined }
  const base = await createTestDatabase({ ...extra, seed })
  await base.close()
}

test('every call of every migration of core and the plugins sends one statement', async () => {
  const { texts, several } = await sentBy(() => migrate({ plugins }))
  expect(texts.filter((text) => text.startsWith('create table')).length).toBeGreaterThan(60)
  expect(several).toEqual([])
})

test('a planted call of two statements is caught', async () => {
  const planted = 'create table planted.one (id int); create table planted.two (id int)'
  const up = async (db: Parameters<ReturnType<typeof sql.raw>['execute']>[0]) =>
    void (await sql.raw(planted).execute(db))
  const { several } = await sentBy(() =>
    migrate({ core: {}, plugins: [{ name: 'planted', migrations: { '0001-planted': { up } } }] }),
  )
  expect(several).toEqual([planted])
})
