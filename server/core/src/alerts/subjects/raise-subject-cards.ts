import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { insertAlerts } from '../insert-alerts.ts'
import { roundOf, selectLastRounds } from '../lifecycle/rounds.ts'
import { newCard } from '../new-card.ts'
import type { AlertTable } from '../tables.ts'
import type { SubjectLook } from './pass-subjects.ts'
import type { ClockSubjectTable } from './tables.ts'

/** A card that was written now, and the clock that came to it. */
export type RaisedOfSubject = SubjectLook & { readonly alert: AlertTable }

/** Writes the cards that clocks of records have come to and that are not there yet. The caller holds their locks. */
export const raiseSubjectCards = async (
  trx: Transaction<CoreTables>,
  looks: readonly SubjectLook[],
  now: Date,
): Promise<readonly RaisedOfSubject[]> => {
  const carded = looks.filter(({ reached }) => reached.length > 0)
  const last = await selectLastRounds(
    trx,
    carded.map(({ row }) => ({ ...row, caseId: row.recordId })),
  )
  const cards = carded.flatMap((each) =>
    each.reached.flatMap((card): readonly RaisedOfSubject[] => {
      const about = aboutOf(each.row)
      const round = roundOf(last.of({ ...about, level: card.level }), card.at)
      if (round === null) return []
      const { historical } = each.row
      return [{ ...each, alert: { ...about, ...newCard(card, { round, calendar: each.calendar, historical, now }) } }]
    }),
  )
  const written = await insertAlerts(
    trx,
    cards.map(({ alert }) => alert),
  )
  return cards.filter(({ alert }) => written.has(alert))
}

const aboutOf = (row: ClockSubjectTable) => ({
  areaCode: row.areaCode,
  openedOn: row.openedOn,
  caseId: row.recordId,
  subject: row.subject,
  title: row.title,
  clock: row.clock,
  scopeKey: row.scopeKey,
  regionId: row.regionId,
  hallId: row.hallId,
  organisationId: row.organisationId,
  matterId: null,
})
