import { withinReach } from '../../access/reach-condition.ts'
import type { PluginTransaction, RecountRange } from '../../plugin.ts'
import type { Ratings } from '../tables.ts'

type Db = PluginTransaction<Ratings>

const reachOf = ({ lo, hi }: RecountRange) => ({ lo, hi, organisationId: null, hallId: null })

/** How many ratings of each make there were, by region and day. */
export async function countByMake(db: Db, range: RecountRange) {
  const make = ['regionId', 'day', 'kind', 'grade', 'isDefault', 'isSatisfied', 'verdict'] as const
  return db
    .selectFrom('ratings.rating')
    .select((eb) => [...make, eb.fn.countAll<number>().as('n')])
    .where(withinReach(reachOf(range)))
    .where('day', '>=', range.from)
    .where('day', '<', range.to)
    .groupBy([...make])
    .execute()
}

/** How many closed cases were rated by somebody, by region and the day on which they were closed. */
export async function countAnswered(db: Db, range: RecountRange) {
  const rows = await db
    .selectFrom('ratings.rating')
    .select((eb) => ['regionId', 'answeredDay', eb.fn.countAll<number>().as('n')])
    .where(withinReach(reachOf(range)))
    .where('answeredDay', '>=', range.from)
    .where('answeredDay', '<', range.to)
    .groupBy(['regionId', 'answeredDay'])
    .execute()
  return rows.map(({ regionId, answeredDay, n }) => ({ regionId, day: answeredDay ?? '', n }))
}
