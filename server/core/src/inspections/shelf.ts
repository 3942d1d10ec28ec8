import type { Principal } from '../graphql/context.ts'
import type { PluginTransaction } from '../plugin.ts'
import type { CampaignTable, Inspections, ShelvedTables } from './tables.ts'

/** A transaction in which the tables of inspections are in sight. */
export type Db = PluginTransaction<Inspections>

/** Where records lie: `open`, or `veiled` as long as the units must not know. */
export type Shelf = 'open' | 'veiled'

/** The name of a table on a shelf, for queries that are the same on both. */
export function on<Name extends keyof ShelvedTables>(shelf: Shelf, name: Name): `inspections.${Name}` {
  const veiled = `inspections.veiled${name.charAt(0).toUpperCase()}${name.slice(1)}`
  return (shelf === 'open' ? `inspections.${name}` : veiled) as `inspections.${Name}`
}

/** Whether units must not know of it before its release: visits under cover, and those without fixed dates. */
export const isConcealed = ({ method, mode }: Pick<CampaignTable, 'method' | 'mode'>): boolean =>
  method === 'UNDERCOVER' || mode === 'IRREGULAR'

/**
 * The shelves that somebody may be answered from. The veiled one is asked for those only who may conceal, in a whole
 * region, and who have no post in a single hall or organisation beside: for all others no statement names its tables.
 */
export function shelvesOf(principal: Principal): readonly Shelf[] {
  const isBound = (unit: Pick<Principal, 'organisationId' | 'hallId'>) =>
    unit.organisationId !== null || unit.hallId !== null
  const may = principal.permissions.has('inspections.conceal') && !isBound(principal) && !principal.grants.some(isBound)
  return may ? ['open', 'veiled'] : ['open']
}
