import { describe, expect, expectTypeOf, test } from 'vitest'
import type { CoreEvents } from '../../src/core-events.ts'
import type { ColumnClass } from '../../src/database/column-class.ts'
import { createBuilder } from '../../src/graphql/builder.ts'
import type { Host, Place } from '../../src/host.ts'
import { definePlugin, type AnyPlugin, type PluginTransaction } from '../../src/plugin.ts'

type Lakes = {
  Tables: { 'lakes.boat': { id: number; scopeKey: number } }
  Emits: { 'lakes.boat.launched': { readonly boat: number } }
  Hears: Pick<CoreEvents, 'cases.case.closed'>
  Permissions: 'lakes.read'
}

const words = { 'zh-CN': '湖', en: 'Lakes' }
const held = { ...words, roles: ['AUTHORITY'] } as const
const columns = { 'lakes.boat': { id: 'internal', scopeKey: 'internal' } } as const
const place: Place = { regionId: 7, areaCode: 430102, scopeKey: 430102000000 * 16 }

const lakes = definePlugin<Lakes>({
  name: 'lakes',
  title: words,
  clauses: [],
  columns,
  permissions: { 'lakes.read': held },
  measures: [{ code: 'boats', title: words, subject: 'own', recount: async () => [] }],
  emits: ['lakes.boat.launched'],
  on: {
    'cases.case.closed': async (events) => {
      for (const { payload } of events) expectTypeOf(payload.caseId).toBeString()
    },
  },
})

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
    const plain = { name: 'lakes', title: words, clauses: [], columns, permissions: { 'lakes.read': held } } as const
    // @ts-expect-error nobody promised this event
    definePlugin<Lakes>({ ...plain, on: { 'cases.case.closd': async () => undefined } })
    // @ts-expect-error an event of another plugin
    definePlugin<Lakes>({ ...plain, emits: ['efficiency.card.issued'] })
    // @ts-expect-error a permission that the types do not name
    definePlugin<Lakes>({ ...plain, permissions: { 'lakes.read': held, 'lakes.reed': held } })
    // @ts-expect-error a clause that the standard does not have
    definePlugin<Lakes>({ ...plain, clauses: ['9-z'] })
    expectTypeOf(lakes).toExtend<AnyPlugin>()
  })

  test('a column without a class, of no class, or of no table does not', () => {
    const plain = { name: 'lakes', title: words, clauses: [], permissions: { 'lakes.read': held } } as const
    // @ts-expect-error its tables have no classes
    definePlugin<Lakes>(plain)
    // @ts-expect-error a column is missing
    definePlugin<Lakes>({ ...plain, columns: { 'lakes.boat': { id: 'internal' } } })
    // @ts-expect-error a column that the table does not have
    definePlugin<Lakes>({ ...plain, columns: { 'lakes.boat': { ...columns['lakes.boat'], colour: 'public' } } })
    // @ts-expect-error a class that there is not
    definePlugin<Lakes>({ ...plain, columns: { 'lakes.boat': { id: 'secret', scopeKey: 'internal' } } })
    // @ts-expect-error a plugin without tables
    definePlugin<Omit<Lakes, 'Tables'>>({ ...plain, columns })
    expectTypeOf(lakes.columns['lakes.boat'].id).toEqualTypeOf<ColumnClass>()
  })
})

test('a plugin is frozen data', () => {
  expect(Object.isFrozen(lakes)).toBe(true)
})
