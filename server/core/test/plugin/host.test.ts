import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHost, UndeclaredName, type Place } from '../../src/host.ts'
import { databaseClock } from '../../src/platform-clock.ts'
import { definePlugin } from '../../src/plugin.ts'
import { createRegisters } from '../../src/registers/registers.ts'
import { testVault } from '../../src/testing/vault.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts'

type Lakes = { Emits: { 'lakes.boat.launched': { readonly boat: number } }; Permissions: 'lakes.read' }

const words = { 'zh-CN': '湖', en: 'Lakes' }
const held = { ...words, roles: ['AUTHORITY'] } as const
const place: Place = { regionId: 7, areaCode: 430102, scopeKey: 430102000000 * 16 }
const launched = { place, measure: 'boats', day: '2026-03-02', n: 2 }

const lakes = definePlugin<Lakes>({
  name: 'lakes',
  title: words,
  clauses: [],
  permissions: { 'lakes.read': held },
  measures: [{ code: 'boats', title: words, subject: 'own', recount: async () => [] }],
  emits: ['lakes.boat.launched'],
})

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.close())

function services() {
  const { database } = db
  const registers = createRegisters((work) => database.withScope({ mode: 'engine' }, work))
  return { database, registers, clock: databaseClock(database), vault: testVault }
}

const stored = () =>
  db.database.withScope({ mode: 'engine' }, async (trx) => ({
    events: await trx.selectFrom('core.outbox').select(['topic', 'kind', 'payload', 'scopeKey']).execute(),
    deltas: await trx.selectFrom('core.measureDelta').selectAll().execute(),
  }))

describe('the host of a plugin', () => {
  test('writes event and delta with the change, or not at all', async () => {
    const host = createHost<Lakes>(lakes, services())
    const failing = host.withScope({ mode: 'intake' }, async (trx) => {
      await host.emit(trx, 'lakes.boat.launched', { boat: 1 }, place)
      await host.addDeltas(trx, [launched])
      throw new Error('sunk')
    })
    await expect(failing).rejects.toThrow('sunk')
    expect(await stored()).toEqual({ events: [], deltas: [] })

    await host.withScope({ mode: 'intake' }, async (trx) => {
      await host.emit(trx, 'lakes.boat.launched', { boat: 3 }, place)
      await host.addDeltas(trx, [launched])
    })
    const { events, deltas } = await stored()
    expect(events).toEqual([
      { topic: 'EVENT', kind: 'lakes.boat.launched', payload: '{"boat":3}', scopeKey: place.scopeKey },
    ])
    expect(deltas).toMatchObject([
      { ...place, organisationId: 0, channel: '', source: '', measure: 'boats', day: '2026-03-02', n: 2 },
    ])
  })

  test('refuses at run time what the plugin does not declare', async () => {
    const host = createHost<Lakes>({ ...lakes, emits: [], permissions: {} }, services())
    await host.withScope({ mode: 'intake' }, async (trx) => {
      await expect(host.addDeltas(trx, [launched, { ...launched, measure: 'fish' }])).rejects.toThrow(UndeclaredName)
      await expect(host.emit(trx, 'lakes.boat.launched', { boat: 3 }, place)).rejects.toThrow(/UNDECLARED_NAME.*event/)
    })
    expect(() => host.permission('lakes.read')).toThrow(/UNDECLARED_NAME.*permission/)
    const leak = { source: 'DETECTOR', sourceId: '1', type: 'LEAK', cause: 'AGE', severity: 'MINOR' } as const
    await host.withScope({ mode: 'engine' }, async (trx) => {
      const raised = host.findings.raise(trx, { ...leak, place, title: 'A leak', foundAt: new Date() })
      await expect(raised).rejects.toThrow(/UNDECLARED_NAME.*finding type/)
    })
  })

  test('takes the time from the database', async () => {
    const now = await createHost<Lakes>(lakes, services()).clock.now()
    expect(Math.abs(now.getTime() - Date.now())).toBeLessThan(5_000)
  })

  test('is frozen', () => {
    expect(Object.isFrozen(createHost<Lakes>(lakes, services()))).toBe(true)
  })
})
