import { decodeCaseId } from '../../cases/case-id.ts'
import { localDate } from '../../clock/local-time.ts'
import { wholeRange } from '../../database/scope.ts'
import type { Host } from '../../host.ts'
import type { FeedEvent } from '../../plugin.ts'
import { noteEnds } from '../queries/given.ts'
import { selectRating } from '../queries/rating.ts'
import type { Ratings } from '../tables.ts'
import { moveRating } from './counting.ts'

const WHOLE = { ...wholeRange, organisationId: null, hallId: null } as const

type Closed = FeedEvent<{ readonly caseId: string; readonly at: string }>

/** Cases that were rated before their end, few of all, count as answered once they are closed. */
export async function casesClosed(events: readonly Closed[], host: Host<Ratings>): Promise<void> {
  const ends = events.flatMap(({ payload: { caseId, at } }) => {
    const key = decodeCaseId(caseId)
    return key === null ? [] : [{ areaCode: key.areaCode, caseId: key.caseId, endedAt: new Date(at) }]
  })
  await host.withScope({ mode: 'engine' }, async (trx) => {
    for (const { ratingId, endedAt } of await noteEnds(trx, ends)) {
      const rating = await selectRating(trx, WHOLE, ratingId)
      if (rating === undefined || rating.isDefault || rating.answeredDay !== null) continue
      await moveRating(host, trx, rating.id, { answeredDay: localDate(endedAt) })
    }
  })
}
