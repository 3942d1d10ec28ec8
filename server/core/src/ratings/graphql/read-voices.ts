import { encodeCaseId } from '../../cases/case-id.ts'
import type { PersonalData } from '../../access/personal/personal-data.ts'
import type { RequestContext } from '../../graphql/context.ts'
import type { Host } from '../../host.ts'
import { selectGivenOf } from '../queries/given.ts'
import type { RatingRow } from '../queries/rating.ts'
import type { Ratings } from '../tables.ts'
import { mayKnow } from './asked.ts'

/** How a rating was given, for who deals with it: of which case, in what words, and by whom, masked. */
export type Voice = {
  readonly caseId: string
  readonly givenAt: Date
  readonly beforeEnd: boolean
  readonly words: string | null
  readonly rater: PersonalData | null
}

/** Reads how ratings were given that the reader reached and may know of; those it may not are absent. */
export async function readVoices(
  host: Host<Ratings>,
  context: Pick<RequestContext, 'read' | 'principal'>,
  rows: readonly RatingRow[],
): Promise<ReadonlyMap<string, Voice>> {
  const ids = rows.filter((row) => mayKnow(row, context.principal)).map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const given = await host.withScope({ mode: 'engine' }, (trx) => selectGivenOf(trx, ids))
  const raters = await host.read(context, (trx, reach) => host.personal.read(trx, reach, 'RATER', ids))
  return new Map(
    given.map((row): [string, Voice] => [
      row.ratingId,
      {
        caseId: encodeCaseId(row),
        givenAt: row.givenAt,
        beforeEnd: row.caseEndedAt === null || row.givenAt < row.caseEndedAt,
        words: row.words,
        rater: raters.get(row.ratingId) ?? null,
      },
    ]),
  )
}
