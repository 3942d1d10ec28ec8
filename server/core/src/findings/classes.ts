import type { ColumnClasses } from '../database/column-class.ts'
import type { FindingsTables } from './tables.ts'

const PLACE = {
  areaCode: 'internal',
  regionId: 'internal',
  scopeKey: 'internal',
  organisationId: 'internal',
  hallId: 'internal',
} as const

const VEIL = {
  veiledLo: 'internal',
  veiledHi: 'internal',
  veiledOrganisationId: 'internal',
  veiledHallId: 'internal',
  releasedAt: 'internal',
} as const

/** What is wrong, and who said so in their duty, is for those inside. */
export const columns: ColumnClasses<FindingsTables> = {
  'findings.finding': {
    id: 'internal',
    type: 'internal',
    cause: 'internal',
    severity: 'internal',
    title: 'internal',
    ...PLACE,
    ...VEIL,
    subjectType: 'internal',
    subjectId: 'internal',
    state: 'internal',
    occurrences: 'internal',
    source: 'internal',
    sourceId: 'internal',
    foundAt: 'internal',
    lastFoundAt: 'internal',
    raisedById: 'internal',
    raisedBy: 'internal',
    settledAt: 'internal',
    reopenings: 'internal',
    mergedInto: 'internal',
    dismissalById: 'internal',
    dismissalBy: 'internal',
    dismissalReason: 'internal',
    dismissedById: 'internal',
    dismissedBy: 'internal',
    dismissedAt: 'internal',
  },
  'findings.occurrence': {
    id: 'internal',
    findingId: 'internal',
    source: 'internal',
    sourceId: 'internal',
    outcome: 'internal',
    severity: 'internal',
    title: 'internal',
    foundAt: 'internal',
    evidence: 'internal',
    ...PLACE,
    ...VEIL,
  },
  'findings.step': {
    id: 'internal',
    findingId: 'internal',
    at: 'internal',
    day: 'internal',
    kind: 'internal',
    actorId: 'internal',
    actor: 'internal',
    words: 'internal',
    severity: 'internal',
    ...PLACE,
  },
}
