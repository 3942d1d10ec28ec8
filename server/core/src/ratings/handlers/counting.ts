import { localDate } from '../../clock/local-time.ts'
import type { Host, OwnDelta } from '../../host.ts'
import type { PluginTransaction } from '../../plugin.ts'
import { changeRating, type RatingRow } from '../queries/rating.ts'
import { differenceOf } from '../rules/counted.ts'
import type { Ratings, RatingTable } from '../tables.ts'

type Db = PluginTransaction<Ratings>

/** Where figures count a rating: in its place, with channel and source of its case. */
const where = (row: RatingRow) => ({
  place: row,
  channel: row.caseChannel,
  source: row.caseSource,
  ...(row.organisationId === null ? {} : { organisationId: row.organisationId }),
})

/** What a rating changes in the figures: by its own day, and as an answer by the day on which its case was closed. */
export const deltasOf = (before: RatingRow | null, after: RatingRow): readonly OwnDelta[] => {
  const counted = differenceOf(before, after).map(([measure, n]) => ({ ...where(after), measure, day: after.day, n }))
  const answered = after.answeredDay !== null && before?.answeredDay !== after.answeredDay
  if (!answered) return counted
  return [...counted, { ...where(after), measure: 'ratings-answered', day: after.answeredDay ?? after.day, n: 1 }]
}

/** Writes what became of a rating, with its figures. */
export async function moveRating(
  host: Pick<Host<Ratings>, 'addDeltas'>,
  trx: Db,
  id: string,
  changed: Pick<RatingTable, 'verdict'> | Pick<RatingTable, 'answeredDay'>,
): Promise<RatingRow> {
  const { before, after } = await changeRating(trx, id, changed)
  await host.addDeltas(trx, deltasOf(before, after))
  return after
}

/** The day that counts a case as answered; null while it is not closed, and of a default rating or a follow-up. */
export const answeredDayOf = (
  { state, endedAt }: { readonly state: string; readonly endedAt: Date | null },
  { kind, isDefault }: Pick<RatingRow, 'kind' | 'isDefault'>,
): string | null =>
  state === 'CLOSED' && endedAt !== null && kind === 'FIRST' && !isDefault ? localDate(endedAt) : null
