import type { FeedEvent, Host } from '@zhikong/core'
import type { VisitRecorded } from '../contract.ts'
import { refreshBusiestDay } from '../queries/busiest-day.ts'
import type { Example } from '../tables.ts'

/** Keeps the busiest day of halls. It looks again instead of comparing, so an event may come twice. */
export async function updateBusiestDays(
  events: readonly FeedEvent<VisitRecorded>[],
  host: Host<Example>,
): Promise<void> {
  const halls = new Set(events.map(({ payload }) => payload.hallId))
  await host.withScope({ mode: 'engine' }, async (db) => {
    for (const hallId of halls) await refreshBusiestDay(db, hallId)
  })
}
