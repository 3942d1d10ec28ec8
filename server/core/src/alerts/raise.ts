import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CaseCard } from '../cases/derive.ts'
import type { CaseRecord } from '../cases/record.ts'
import { uuidV7 } from '../uuid.ts'
import type { ColumnTypes } from '../database/bulk.ts'
import { columnList, unnest } from '../database/bulk.ts'
import type { CoreTables } from '../database/tables.ts'
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
}

export type CardToRaise = { readonly record: CaseRecord; readonly card: CaseCard; readonly historical: boolean }

/** A card that was written now, not before. */
export type RaisedCard = CardToRaise & { readonly alert: AlertTable }

/**
 * Writes cards that are due. One per case, clock, level and round: a card that is there already is not written again,
 * whoever comes first, so that two workers never alert twice. Returns those written.
 */
export const raiseCards = async (
  trx: Transaction<CoreTables>,
  cards: readonly CardToRaise[],
  now: Date,
): Promise<readonly RaisedCard[]> => {
  if (cards.length === 0) return []
  const rows = cards.map((due): RaisedCard => ({ ...due, alert: alertOf(due, now) }))
  const alerts = rows.map(({ alert }) => alert)
  const { rows: written } = await sql<{ alertId: string }>`insert into core.alert (${columnList(ALERT_TYPES)})
    select * from ${unnest(ALERT_TYPES, alerts)}
    on conflict (area_code, opened_on, case_id, clock, level, round) do nothing returning alert_id`.execute(trx)
  const ids = new Set(written.map(({ alertId }) => alertId))
  return rows.filter(({ alert }) => ids.has(alert.alertId))
}

const alertOf = ({ record, card, historical }: CardToRaise, now: Date): AlertTable => ({
  alertId: uuidV7(now.getTime()),
  areaCode: record.areaCode,
  openedOn: record.openedOn,
  caseId: record.caseId,
  subject: 'case',
  title: null,
  clock: card.clock.code,
  level: card.level,
  round: 1,
  scopeKey: record.scopeKey,
  regionId: record.regionId,
  hallId: record.hallId,
  organisationId: record.organisationId,
  matterId: record.matterId,
  dueAt: card.at,
  raisedAt: now,
  state: card.provisional ? 'TO_CONFIRM' : 'ISSUED',
  acknowledgedAt: null,
  acknowledgedBy: null,
  historical,
  provisional: card.provisional,
  ruleVersion: card.ruleVersion,
})
