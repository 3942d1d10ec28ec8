import type { FeedEvent, Host } from '@zhikong/core'
import type { VisitRecorded } from '../contract.ts'
import { refreshBusiestDay } from '../queries/busiest-day.ts'
import type { Example } from '../tables.ts'

/** Keeps the busiest day of a hall. It looks again instead of comparing, so an event may come twice. */
export async function updateBusiestDay({ payload }: FeedEvent<VisitRecorded>, host: Host<Example>): Promise<void> {
  await host.withScope({ mode: 'engine' }, (db) => refreshBusiestDay(db, payload.hallId))
}
