import { describe, expect, expectTypeOf, test } from 'vitest'
import type { CoreEvents } from '../../src/core-events.ts'
import { createBuilder } from '../../src/graphql/builder.ts'
import { createHost, UndeclaredName, type Emission, type Host, type HostServices, type Place } from '../../src/host.ts'
import type { MeasureDelta } from '../../src/indicators/deltas.ts'
import { definePlugin, type AnyPlugin, type PluginTransaction } from '../../src/plugin.ts'
import { makeRegionTree } from '../../src/registers/region-tree.ts'

type Lakes = {
  Tables: { 'lakes.boat': { id: number; scopeKey: number } }
  Emits: { 'lakes.boat.launched': { readonly boat: number } }
  Hears: Pick<CoreEvents, 'cases.case.closed'>
  Permissions: 'lakes.read'
}

const words = { 'zh-CN': '湖', en: 'Lakes' }
const place: Place = { regionId: 7, areaCode: 430102, scopeKey: 430102000000 * 16 }

const lakes = definePlugin<Lakes>({
  name: 'lakes',
  title: words,
  clauses: [],
  permissions: { 'lakes.read': words },
  measures: [{ code: 'boats', title: words, subject: 'own', recount: async () => [] }],
  emits: ['lakes.boat.launched'],
  on: {
    'cases.case.closed': async (event) => {
      expectTypeOf(event.payload.caseId).toBeString()
    },
  },
})

function recordingServices() {
  const events: Emission[] = []
  const deltas: MeasureDelta[] = []
  const services: HostServices = {
    clock: { now: async () => new Date(0) },
    regions: () => makeRegionTree([], new Map()),
    withScope: async () => Promise.reject(new Error('no database here')),
    appendEvent: async (_trx, event) => void events.push(event),
    insertDeltas: async (_trx, rows) => void deltas.push(...rows),
  }
  return { events, deltas, services }
}

const trx = null as unknown as PluginTransaction<Lakes>

describe('what compiles of a plugin', () => {
  test('its own tables, those of core, and no others', () => {
    const uses = (host: Host<Lakes>) =>
      host.withScope({ mode: 'engine' }, async (db) => {
        await db.selectFrom('lakes.boat').select('id').execute()
        await db.selectFrom('core.hall').select('code').execute()
        // @ts-expect-error another plugin's table is invisible
        await db.selectFrom('efficiency.card').execute()
        // @ts-expect-error a column that the table does not have
        await db.selectFrom('lakes.boat').select('colour').execute()
      })
    expectTypeOf(uses).parameter(0).toEqualTypeOf<Host<Lakes>>()
  })

  test('its own events, permissions and payloads, and no others', () => {
    const uses = async (host: Host<Lakes>) => {
      await host.emit(trx, 'lakes.boat.launched', { boat: 1 }, place)
      // @ts-expect-error a misspelt event
      await host.emit(trx, 'lakes.boat.lunched', { boat: 1 }, place)
      // @ts-expect-error a payload of another shape
      await host.emit(trx, 'lakes.boat.launched', { ship: 1 }, place)
      // @ts-expect-error a misspelt permission
      host.permission('lakes.reed')
      createBuilder().queryFields((t) => ({
        mine: t.string({ authScopes: { permission: host.permission('lakes.read') }, resolve: () => '' }),
        ofCore: t.string({ authScopes: { permission: 'core.read' }, resolve: () => '' }),
        // @ts-expect-error only the host gives a plugin's permission
        foreign: t.string({ authScopes: { permission: 'reform.read' }, resolve: () => '' }),
      }))
    }
    expectTypeOf(uses).returns.resolves.toBeVoid()
  })

  test('an event that no contract promises cannot be heard, nor a foreign one emitted', () => {
    const plain = { name: 'lakes', title: words, clauses: [], permissions: { 'lakes.read': words } } as const
    // @ts-expect-error nobody promised this event
    definePlugin<Lakes>({ ...plain, on: { 'cases.case.closd': async () => undefined } })
    // @ts-expect-error an event of another plugin
    definePlugin<Lakes>({ ...plain, emits: ['efficiency.card.issued'] })
    // @ts-expect-error a permission that the types do not name
    definePlugin<Lakes>({ ...plain, permissions: { 'lakes.read': words, 'lakes.reed': words } })
    // @ts-expect-error a clause that the standard does not have
    definePlugin<Lakes>({ ...plain, clauses: ['9-z'] })
    expectTypeOf(lakes).toExtend<AnyPlugin>()
  })
})

describe('the host of a plugin', () => {
  test('puts an event and its place into the feed', async () => {
    const { events, services } = recordingServices()
    await createHost<Lakes>(lakes, services).emit(trx, 'lakes.boat.launched', { boat: 3 }, place)
    expect(events).toEqual([{ kind: 'lakes.boat.launched', payload: { boat: 3 }, place }])
  })

  test('appends deltas of own measures with their place', async () => {
    const { deltas, services } = recordingServices()
    const host = createHost<Lakes>(lakes, services)
    await host.addDeltas(trx, [{ place, measure: 'boats', day: '2026-03-02', n: 2 }])
    expect(deltas).toEqual([
      { ...place, organisationId: 0, channel: '', source: '', measure: 'boats', day: '2026-03-02', n: 2 },
    ])
  })

  test('refuses at run time what the plugin does not declare', async () => {
    const { deltas, services } = recordingServices()
    const host = createHost<Lakes>({ ...lakes, emits: [], permissions: {} }, services)
    const fish = { place, measure: 'fish', day: '2026-03-02', n: 2 }
    await expect(host.addDeltas(trx, [fish])).rejects.toThrow(UndeclaredName)
    await expect(host.emit(trx, 'lakes.boat.launched', { boat: 3 }, place)).rejects.toThrow(/UNDECLARED_NAME.*event/)
    expect(() => host.permission('lakes.read')).toThrow(/UNDECLARED_NAME.*permission/)
    expect(deltas).toEqual([])
  })

  test('is frozen, as is the plugin', () => {
    expect(Object.isFrozen(lakes)).toBe(true)
    expect(Object.isFrozen(createHost<Lakes>(lakes, recordingServices().services))).toBe(true)
  })
})
