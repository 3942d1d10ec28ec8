import { withinReach } from '../../access/reach-condition.ts'
import type { PluginTransaction, RecountRange } from '../../plugin.ts'
import type { Findings } from '../tables.ts'

/** How many steps of each kind there were, by region, day and severity. */
export async function countSteps(db: PluginTransaction<Findings>, { lo, hi, from, to }: RecountRange) {
  return db
    .selectFrom('findings.step')
    .select((eb) => ['regionId', 'day', 'kind', 'severity', eb.fn.countAll<number>().as('n')])
    .where(withinReach({ lo, hi, organisationId: null, hallId: null }))
    .where('day', '>=', from)
    .where('day', '<', to)
    .groupBy(['regionId', 'day', 'kind', 'severity'])
    .execute()
}
