import type { ColumnClasses } from '../../database/column-class.ts'
import type { SubjectsTables } from './tables.ts'

export const subjectsClasses: ColumnClasses<SubjectsTables> = {
  'core.clockSubject': {
    areaCode: 'internal',
    openedOn: 'internal',
    recordId: 'internal',
    clock: 'internal',
    subject: 'internal',
    title: 'internal',
    scopeKey: 'internal',
    regionId: 'internal',
    hallId: 'internal',
    organisationId: 'internal',
    calendarId: 'internal',
    startAt: 'internal',
    limitAmount: 'internal',
    limitUnit: 'internal',
    dueAt: 'internal',
    dueOn: 'internal',
    suspensions: 'internal',
    closedAt: 'internal',
    historical: 'internal',
    workThreshold: 'internal',
    continuousThreshold: 'internal',
    calendarRevision: 'internal',
  },
}
