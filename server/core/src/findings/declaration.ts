import { definePlugin } from '../plugin.ts'
import { columns } from './classes.ts'
import { loadLedger } from './demo/ledger.ts'
import { defineFindings } from './graphql/schema.ts'
import { indicators } from './indicators/all.ts'
import { measures } from './measures/all.ts'
import { migrations } from './migrations/index.ts'
import { permissions } from './permissions.ts'
import { findingTypes } from './types.ts'
import type { Findings } from './tables.ts'

/** The ledger of findings 问题台账: what is wrong in a unit, by whatever it was found, as long as it is. */
export const findings = definePlugin<Findings>({
  name: 'findings',
  title: { 'zh-CN': '问题台账', en: 'Findings' },
  clauses: ['7-a'],
  answers: { '7-a': { fields: ['findings', 'finding', 'reportFinding', 'mergeFindings'], page: '/r/[code]/findings' } },
  migrations,
  columns,
  permissions,
  measures,
  indicators,
  findingTypes,
  emits: [
    'findings.finding.raised',
    'findings.finding.joined',
    'findings.finding.reopened',
    'findings.finding.settled',
    'findings.finding.dismissed',
    'findings.finding.merged',
  ],
  schema: defineFindings,
  demo: loadLedger,
})
