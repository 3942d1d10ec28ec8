import { localDate, type Host, type PluginTransaction } from '@zhikong/core'
import { selectRatingFacts, type FactsWanted } from '../queries/rating-facts.ts'
import { lastWeek } from '../rules/last-week.ts'
import { faultsOf } from '../rules/rating-faults.ts'
import type { Improvement } from '../tables.ts'
import { keepRatingFault } from './keep-rating-fault.ts'
import { PLATFORM } from './move-rectification.ts'

/** Looks for faults in the ratings of halls, and keeps those that were not known; answers how many (7-c). */
export async function findRatingFaults(
  host: Host<Improvement>,
  trx: PluginTransaction<Improvement>,
  wanted: FactsWanted,
  now: Date,
): Promise<number> {
  const { index } = await host.registers()
  let found = 0
  for (const facts of await selectRatingFacts(trx, wanted)) {
    const hall = index.hallById.get(facts.hallId)
    if (hall === undefined) continue
    for (const fault of faultsOf(facts)) {
      const days = { fromDay: wanted.from, toDay: wanted.to }
      const seen = { ...fault, place: { ...hall, hallId: hall.id }, ...days, words: null }
      if ((await keepRatingFault(host, trx, seen, PLATFORM, now)) !== undefined) found += 1
    }
  }
  return found
}

/** Looks at the week that ended last, everywhere. What was found of it before is not found again. */
export async function findFaultsOfLastWeek(host: Host<Improvement>): Promise<void> {
  const now = await host.clock.now()
  const everywhere = { lo: 0, hi: Number.MAX_SAFE_INTEGER, hallId: null }
  const week = lastWeek(localDate(now))
  await host.withScope({ mode: 'engine' }, (trx) => findRatingFaults(host, trx, { ...everywhere, ...week }, now))
}
