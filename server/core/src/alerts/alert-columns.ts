import type { ColumnTypes } from '../database/bulk.ts'
import type { AlertTable } from './tables.ts'

/** Which card: the primary key of `core.alert`. */
export const CARD_KEY = {
  areaCode: 'int',
  openedOn: 'date',
  caseId: 'uuid',
  clock: 'text',
  level: 'text',
  round: 'int',
} as const satisfies Partial<ColumnTypes<AlertTable>>

/** What a step may change of a card; everything else stays as it was raised. */
export const CHANGED_BY_STEPS = {
  state: 'text',
  raisedAt: 'timestamptz',
  acknowledgedAt: 'timestamptz',
  acknowledgedBy: 'text',
  rule: 'text',
  feedbackDueAt: 'timestamptz',
  feedbackAt: 'timestamptz',
  feedbackBy: 'text',
  feedback: 'text',
  escalation: 'text',
  escalatesAt: 'timestamptz',
  urged: 'int',
  lastUrgedAt: 'timestamptz',
  endedAt: 'timestamptz',
  closedAt: 'timestamptz',
  revokedAt: 'timestamptz',
} as const satisfies Partial<ColumnTypes<AlertTable>>

/** The columns of `core.alert`, for all that writes many cards at once. */
export const ALERT_COLUMNS: ColumnTypes<AlertTable> = {
  ...CARD_KEY,
  ...CHANGED_BY_STEPS,
  alertId: 'uuid',
  subject: 'text',
  title: 'text',
  scopeKey: 'bigint',
  regionId: 'int',
  hallId: 'int',
  organisationId: 'int',
  matterId: 'int',
  dueAt: 'timestamptz',
  historical: 'boolean',
  provisional: 'boolean',
  ruleVersion: 'text',
}
