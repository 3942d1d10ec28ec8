import type { ColumnClasses } from '../database/column-class.ts'
import { calendarWorkClasses } from './administration/classes.ts'
import type { ClockTables } from './tables.ts'

/** Working days are public; who saved them and why is for the staff. */
export const clockClasses: ColumnClasses<ClockTables> = {
  ...calendarWorkClasses,
  'core.calendar': {
    id: 'public',
    version: 'public',
    revision: 'public',
    regionId: 'public',
    content: 'public',
    publishedUntil: 'public',
    note: 'internal',
    correction: 'internal',
    createdAt: 'public',
    createdBy: 'internal',
  },
}
