import type { FindingSeverity } from '../contract.ts'
import type { StepKind } from '../tables.ts'

/** What the ledger counts. */
export type FindingMeasure =
  | 'findings-minor'
  | 'findings-serious'
  | 'findings-grave'
  | 'findings-open'
  | 'findings-settled'
  | 'findings-reopened'

const OF_SEVERITY = {
  MINOR: 'findings-minor',
  SERIOUS: 'findings-serious',
  GRAVE: 'findings-grave',
} as const satisfies Readonly<Record<FindingSeverity, FindingMeasure>>

type Counted = Readonly<Partial<Record<FindingMeasure, number>>>

/** What a step adds to the measures on its day; a join and what is only proposed add nothing. */
export function countedOf(kind: StepKind, severity: FindingSeverity): Counted {
  switch (kind) {
    case 'RAISED':
      return { [OF_SEVERITY[severity]]: 1, 'findings-open': 1 }
    case 'REOPENED':
      return { 'findings-reopened': 1, 'findings-open': 1 }
    case 'SETTLED':
      return { 'findings-settled': 1, 'findings-open': -1 }
    case 'MERGED':
    case 'DISMISSED':
      return { 'findings-open': -1 }
    case 'JOINED':
    case 'DISMISSAL_PROPOSED':
    case 'DISMISSAL_REFUSED':
      return {}
  }
}
