import type { ColumnClasses } from '../database/column-class.ts'
import type { AlertsTables } from './tables.ts'

/** `acknowledgedBy` names staff in their duty. */
export const alertsClasses: ColumnClasses<AlertsTables> = {
  'core.threshold': {
    calendarId: 'internal',
    threshold: 'internal',
    areaCode: 'internal',
    openedOn: 'internal',
    caseId: 'internal',
  },
  'core.alert': {
    alertId: 'internal',
    areaCode: 'internal',
    openedOn: 'internal',
    caseId: 'internal',
    subject: 'internal',
    title: 'internal',
    clock: 'internal',
    level: 'internal',
    round: 'internal',
    scopeKey: 'internal',
    regionId: 'internal',
    hallId: 'internal',
    organisationId: 'internal',
    matterId: 'internal',
    dueAt: 'internal',
    raisedAt: 'internal',
    state: 'internal',
    acknowledgedAt: 'internal',
    acknowledgedBy: 'internal',
    historical: 'internal',
    provisional: 'internal',
    ruleVersion: 'internal',
  },
  'core.engineAlert': {
    id: 'internal',
    code: 'internal',
    subject: 'internal',
    params: 'internal',
    openedAt: 'internal',
    closedAt: 'internal',
  },
}
