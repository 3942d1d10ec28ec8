import type { Transaction } from 'kysely'
import type { CaseCard } from '../cases/derive.ts'
import type { CaseRecord } from '../cases/record.ts'
import type { WorkCalendar } from '../clock/types.ts'
import type { CoreTables } from '../database/tables.ts'
import { insertAlerts } from './insert-alerts.ts'
import { roundOf, selectLastRounds } from './lifecycle/rounds.ts'
import { newCard } from './new-card.ts'
import type { AlertTable } from './tables.ts'

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
  const written = await insertAlerts(
    trx,
    rows.map(({ alert }) => alert),
  )
  return rows.filter(({ alert }) => written.has(alert))
}

const alertOf = ({ record, card, historical, calendar }: CardToRaise, round: number, now: Date): AlertTable => ({
  areaCode: record.areaCode,
  openedOn: record.openedOn,
  caseId: record.caseId,
  subject: 'case',
  title: null,
  clock: card.clock.code,
  scopeKey: record.scopeKey,
  regionId: record.regionId,
  hallId: record.hallId,
  organisationId: record.organisationId,
  matterId: record.matterId,
  ...newCard(card, { round, calendar, historical, now }),
})
