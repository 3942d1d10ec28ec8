import type { ColumnClasses } from '../database/column-class.ts'
import type { ClockTables } from './tables.ts'

/** Working days are public. */
export const clockClasses: ColumnClasses<ClockTables> = {
  'core.calendar': {
    id: 'public',
    version: 'public',
    regionId: 'public',
    content: 'public',
    publishedUntil: 'public',
    createdAt: 'public',
  },
}
