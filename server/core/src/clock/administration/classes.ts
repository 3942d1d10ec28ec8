import type { ColumnClasses } from '../../database/column-class.ts'
import type { CalendarWorkTables } from './tables.ts'

/** Where cases stand is for the staff in their range. */
export const calendarWorkClasses: ColumnClasses<CalendarWorkTables> = {
  'core.calendarJob': {
    calendarId: 'public',
    revision: 'public',
    firstDay: 'public',
    past: 'public',
    total: 'internal',
    done: 'internal',
    reached: 'internal',
    createdAt: 'public',
    finishedAt: 'public',
  },
  'core.calendarFinding': {
    revision: 'internal',
    areaCode: 'internal',
    openedOn: 'internal',
    caseId: 'internal',
    kind: 'internal',
    about: 'internal',
    before: 'internal',
    after: 'internal',
    scopeKey: 'internal',
    hallId: 'internal',
    organisationId: 'internal',
  },
}
