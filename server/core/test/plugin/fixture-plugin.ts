import type { AnyPlugin } from '../../src/plugin.ts'

const words = { 'zh-CN': '测试', en: 'Test' }
const held = { ...words, roles: ['AUTHORITY'] } as const

/** A sound plugin with one of everything, to plant defects in. */
export const sound: AnyPlugin = {
  name: 'parks',
  title: words,
  clauses: ['6.4-a'],
  migrations: { '0001-bench': { up: async () => undefined } },
  permissions: { 'parks.read': held },
  measures: [{ code: 'benches', title: words, subject: 'own', recount: async () => [] }],
  indicators: [
    {
      code: 'bench-count',
      clause: null,
      title: words,
      description: words,
      unit: 'COUNT',
      better: 'HIGHER',
      kind: 'flow',
      sum: { benches: 1 },
    },
  ],
  clocks: [
    {
      code: 'bench-repair',
      clause: '6.4-b',
      title: words,
      event: 'parks.bench.repaired',
      cards: () => [],
    },
  ],
  emits: ['parks.bench.repaired'],
  on: { 'cases.case.closed': async () => undefined, 'parks.bench.repaired': async () => undefined },
}

/** The same declaration with another word or two, as no compiler would let it pass. */
export function planted(change: Readonly<Record<string, unknown>>): AnyPlugin {
  return { ...sound, ...change } as AnyPlugin
}
