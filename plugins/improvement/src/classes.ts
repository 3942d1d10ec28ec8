import type { ColumnClasses } from '@zhikong/core'
import type { ImprovementTables } from './tables.ts'

/** Findings and those who repair them in their duty are for those inside; nothing here tells of a citizen. */
const internal = <Name extends string>(...names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, 'internal'])) as Readonly<Record<Name, 'internal'>>

const place = internal('areaCode', 'regionId', 'scopeKey', 'organisationId', 'hallId')

export const columns: ColumnClasses<ImprovementTables> = {
  'improvement.rectification': {
    ...place,
    ...internal('id', 'serial', 'roundId', 'kind', 'findingId', 'trendId', 'findingType', 'cause', 'severity', 'title'),
    ...internal('state', 'stepDue', 'foundAt', 'handOverDue', 'addressedAt', 'assignedAt', 'issuerId', 'issuer'),
    ...internal('requirement', 'firstDue', 'due', 'extended', 'acceptedAt', 'acceptedById', 'acceptedBy'),
    ...internal('plannedAt', 'plannedById', 'plannedBy', 'measures', 'responsible'),
    ...internal('doneAt', 'doneById', 'doneBy', 'outcome', 'evidence'),
    ...internal('fedBackAt', 'fedBackById', 'fedBackBy', 'feedback', 'recheckDue'),
    ...internal('recheckedAt', 'recheckedById', 'recheckedBy', 'recheckedFrom', 'recheckPassed', 'recheckWords'),
    ...internal('closedAt', 'firstClosedAt', 'reopenedAt', 'reopenings', 'effectDue', 'effect', 'effectAt'),
  },
  'improvement.rectificationStep': internal(
    'id',
    'rectificationId',
    'scopeKey',
    'at',
    'actorId',
    'actor',
    'step',
    'state',
    'words',
  ),
  'improvement.extension': {
    ...place,
    ...internal('id', 'rectificationId', 'days', 'reason', 'askedAt', 'askedById', 'askedBy'),
    ...internal('state', 'decidedAt', 'decidedById', 'decidedBy', 'words'),
  },
  'improvement.watch': { ...place, ...internal('rectificationId', 'personId', 'since') },
  'improvement.urge': {
    ...place,
    ...internal('id', 'serial', 'source', 'subject', 'subjectId', 'number', 'ground', 'words'),
    ...internal('urgedById', 'urgedBy', 'receivedAt', 'due', 'answeredAt', 'answeredById', 'answeredBy', 'answer'),
  },
  'improvement.trend': {
    ...place,
    ...internal('id', 'findingType', 'cause', 'units', 'findings', 'since', 'proposedAt', 'state'),
    ...internal('judgedAt', 'judgedById', 'judgedBy', 'reason'),
  },
  'improvement.ratingFault': {
    ...place,
    ...internal('id', 'kind', 'fromDay', 'toDay', 'part', 'whole', 'words', 'detectedAt', 'detectedById', 'detectedBy'),
    ...internal('state', 'judgedAt', 'judgedById', 'judgedBy', 'reason'),
    ...internal('correctedAt', 'correctedById', 'correctedBy', 'correction', 'closedAt', 'closedById', 'closedBy'),
  },
  'improvement.methodChange': {
    ...place,
    ...internal('id', 'title', 'change', 'reason', 'inForceOn', 'recordedAt', 'recordedById', 'recordedBy'),
    ...internal('effect', 'effectAt', 'effectBy'),
  },
  'improvement.terms': {
    ...internal('id', 'regionId', 'areaCode', 'scopeKey', 'setAt', 'setById', 'setBy', 'handOverDays', 'acceptDays'),
    ...internal('planDays', 'minorDays', 'seriousDays', 'graveDays', 'feedbackDays', 'recheckDays', 'urgeDays'),
    ...internal('effectDays', 'trendUnits', 'trendDays', 'handsOverAtOnce'),
  },
}
