import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CaseCard } from '../cases/derive.ts'
import type { CaseRecord } from '../cases/record.ts'
import { uuidV7 } from '../uuid.ts'
import type { ColumnTypes } from '../database/bulk.ts'
import { columnList, unnest } from '../database/bulk.ts'
import type { WorkCalendar } from '../clock/types.ts'
import type { CoreTables } from '../database/tables.ts'
import { termsOf } from './lifecycle/issued-rule.ts'
import { roundOf, selectLastRounds } from './lifecycle/rounds.ts'
import { raisedStep } from './lifecycle/take-step.ts'
import { insertSteps } from './lifecycle/trail.ts'
import type { AlertTable } from './tables.ts'

const ALERT_TYPES: ColumnTypes<AlertTable> = {
  alertId: 'uuid',
  areaCode: 'int',
  openedOn: 'date',
  caseId: 'uuid',
  subject: 'text',
  title: 'text',
  clock: 'text',
  level: 'text',
  round: 'int',
  scopeKey: 'bigint',
  regionId: 'int',
  hallId: 'int',
  organisationId: 'int',
  matterId: 'int',
  dueAt: 'timestamptz',
  raisedAt: 'timestamptz',
  state: 'text',
  acknowledgedAt: 'timestamptz',
  acknowledgedBy: 'text',
  historical: 'boolean',
  provisional: 'boolean',
  ruleVersion: 'text',
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
}

export type CardToRaise = {
  readonly record: CaseRecord
  readonly card: CaseCard
  readonly historical: boolean
  /** The working days of its limits. */
  readonly calendar: WorkCalendar
}

/** A card that was written now, not before. */
export type RaisedCard = CardToRaise & { readonly alert: AlertTable }

/**
 * Writes cards that are due. One per case, clock, level and round: a card that is there already is not written again,
 * whoever comes first, so that two workers never alert twice; after a revoked one comes the next round. Returns those
 * written. The caller holds the cases' locks.
 */
export const raiseCards = async (
  trx: Transaction<CoreTables>,
  cards: readonly CardToRaise[],
  now: Date,
): Promise<readonly RaisedCard[]> => {
  if (cards.length === 0) return []
  const last = await selectLastRounds(
    trx,
    cards.map(({ record }) => record),
  )
  const rows = cards.flatMap((due): readonly RaisedCard[] => {
    const { card, record } = due
    const round = roundOf(last.of({ caseId: record.caseId, clock: card.clock.code, level: card.level }), card.at)
    return round === null ? [] : [{ ...due, alert: alertOf(due, round, now) }]
  })
  if (rows.length === 0) return []
  const alerts = rows.map(({ alert }) => alert)
  const { rows: written } = await sql<{ alertId: string }>`insert into core.alert (${columnList(ALERT_TYPES)})
    select * from ${unnest(ALERT_TYPES, alerts)}
    on conflict (area_code, opened_on, case_id, clock, level, round) do nothing returning alert_id`.execute(trx)
  const ids = new Set(written.map(({ alertId }) => alertId))
  const raised = rows.filter(({ alert }) => ids.has(alert.alertId))
  await insertSteps(
    trx,
    raised.map(({ alert }) => raisedStep(alert)),
  )
  return raised
}

/** A card that a person is to confirm, or that rests on days which no notice has published. */
const waits = ({ provisional, rule }: CaseCard): boolean => provisional || rule.mode === 'HUMAN'

const alertOf = ({ record, card, historical, calendar }: CardToRaise, round: number, now: Date): AlertTable => ({
  alertId: uuidV7(now.getTime()),
  areaCode: record.areaCode,
  openedOn: record.openedOn,
  caseId: record.caseId,
  subject: 'case',
  title: null,
  clock: card.clock.code,
  level: card.level,
  round,
  scopeKey: record.scopeKey,
  regionId: record.regionId,
  hallId: record.hallId,
  organisationId: record.organisationId,
  matterId: record.matterId,
  dueAt: card.at,
  raisedAt: now,
  state: waits(card) ? 'TO_CONFIRM' : 'ISSUED',
  acknowledgedAt: null,
  acknowledgedBy: null,
  historical,
  provisional: card.provisional,
  ruleVersion: card.ruleVersion,
  ...termsOf(card.rule, calendar, historical || waits(card) ? null : now),
  feedbackAt: null,
  feedbackBy: null,
  feedback: null,
  urged: 0,
  lastUrgedAt: null,
  endedAt: null,
  closedAt: null,
  revokedAt: null,
})
