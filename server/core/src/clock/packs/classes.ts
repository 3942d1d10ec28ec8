import type { ColumnClasses } from '../../database/column-class.ts'
import type { RulePackTables } from './tables.ts'

/** How a house disciplines itself is for its staff; every place below must know the rules above it. */
export const rulePackClasses: ColumnClasses<RulePackTables> = {
  'core.rulePack': {
    id: 'internal',
    version: 'internal',
    regionId: 'internal',
    effectiveFrom: 'internal',
    content: 'internal',
    note: 'internal',
    createdAt: 'internal',
    createdBy: 'internal',
  },
}
