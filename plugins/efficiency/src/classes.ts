import type { ColumnClasses } from '@zhikong/core'
import type { EfficiencyTables } from './tables.ts'

/** Figures of cases, and the names of those who answer for them, are for those inside. */
export const columns: ColumnClasses<EfficiencyTables> = {
  'efficiency.report': {
    id: 'internal',
    regionId: 'internal',
    areaCode: 'internal',
    scopeKey: 'internal',
    period: 'internal',
    fromDay: 'internal',
    toDay: 'internal',
    edition: 'internal',
    replaces: 'internal',
    conclusion: 'internal',
    content: 'internal',
    computedAt: 'internal',
    calendarRevision: 'internal',
    ruleVersions: 'internal',
    publishedAt: 'internal',
    publishedById: 'internal',
    publishedBy: 'internal',
  },
}
