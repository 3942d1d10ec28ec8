import type { ColumnClasses } from '@zhikong/core'
import type { ExampleTables } from './tables.ts'

/** How many came is for those inside; who came is not kept. */
export const exampleClasses: ColumnClasses<ExampleTables> = {
  'example.visit': {
    hallId: 'internal',
    day: 'internal',
    visitors: 'internal',
    previous: 'internal',
    regionId: 'internal',
    areaCode: 'internal',
    scopeKey: 'internal',
  },
  'example.busiestDay': { hallId: 'internal', day: 'internal', visitors: 'internal', scopeKey: 'internal' },
}
