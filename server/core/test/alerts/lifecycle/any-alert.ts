import type { AlertTable } from '../../../src/alerts/tables.ts'
import { termsOf } from '../../../src/alerts/lifecycle/issued-rule.ts'
import type { CardConduct } from '../../../src/clock/card-rule.ts'
import { at, national } from '../../clock/fixtures.ts'

export const CONDUCT: CardConduct = {
  mode: 'AUTOMATIC',
  text: null,
  feedbackDays: 3,
  escalationDays: { unit: 1, hall: 1 },
}

export const RAISED = at('2018-10-24 10:00:01')

/** A card as it is raised, by the rules of the standard's guide. */
export const anAlert = (other: Partial<AlertTable> = {}): AlertTable => ({
  alertId: '00000000-0000-7000-8000-00000000000a',
  areaCode: 430_105,
  openedOn: '2018-10-15',
  caseId: '00000000-0000-7000-8000-000000000001',
  subject: 'case',
  title: null,
  clock: 'case',
  level: 'YELLOW',
  round: 1,
  scopeKey: 430_105_000_000 * 16,
  regionId: 3,
  hallId: 1,
  organisationId: 1,
  matterId: 1,
  dueAt: RAISED,
  raisedAt: RAISED,
  state: 'ISSUED',
  acknowledgedAt: null,
  acknowledgedBy: null,
  historical: false,
  provisional: false,
  ruleVersion: 'default@1',
  ...termsOf(CONDUCT, national, RAISED),
  feedbackAt: null,
  feedbackBy: null,
  feedback: null,
  urged: 0,
  lastUrgedAt: null,
  endedAt: null,
  closedAt: null,
  revokedAt: null,
  ...other,
})
