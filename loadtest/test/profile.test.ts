import { expect, test } from 'vitest'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { callTree, type CpuProfile } from '../profile/cpu-profile.ts'
import { flameGraph } from '../profile/flame-graph.ts'
import { tablesOf } from '../profile/table.ts'

const ours = pathToFileURL(join(import.meta.dirname, '../../server/core/src/cases/derive.ts')).href
const frame = (functionName: string, url = '') => ({ functionName, url })

/** Four looks, 100 µs apart: twice in `derive` that `take` called, once in the collector, once idle. */
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 4, 5] },
    {
      id: 2,
      callFrame: frame('take<T>', 'file:///a/node_modules/.pnpm/pg@8/node_modules/pg/lib/client.js'),
      children: [3],
    },
    { id: 3, callFrame: frame('derive', ours) },
    { id: 4, callFrame: frame('(garbage collector)') },
    { id: 5, callFrame: frame('(idle)') },
  ],
  samples: [3, 3, 4, 5, 5],
  timeDeltas: [0, 100, 100, 100, 100],
}

test('a profile is told by folder, package and function, idle time left out of the shares', () => {
  const text = tablesOf(callTree(profile), 10)
  expect(text).toContain('10 operations; at work for 0.0 s (30.0 µs each), idle for 0.0 s.')
  expect(text).toMatch(/66\.7 %\s+20\.0 µs\s+66\.7 %\s+server\/core\/cases\n/)
  expect(text).toMatch(/33\.3 %\s+10\.0 µs\s+33\.3 %\s+garbage collection\n/)
  expect(text).not.toContain('npm pg:') // it did nothing itself
})

test('a flame graph has a box for each call, as wide as its time', () => {
  const svg = flameGraph('b2', callTree(profile))
  expect(svg).toContain('<title>take&lt;T&gt; · npm pg · 66.7 %</title><rect width="1066.7"')
  expect(svg).toContain('<title>derive · server/core/cases · 66.7 %</title>')
  expect(svg).not.toContain('(idle)')
})
