import type { Transaction } from 'kysely'
import type { Scope } from './database/scope.ts'
import type { RequestContext, ScopeRange } from './graphql/context.ts'
import type { MeasureDelta } from './indicators/deltas.ts'
import type { DeclaredPermission } from './permission.ts'
import type { AnyPlugin, EmitsOf, PermissionOf, PluginTransaction, TablesOf } from './plugin.ts'
import type { RegionTree } from './registers/region-tree.ts'
import type { CoreTables } from './database/tables.ts'

/** What time it is: the database's clock, which tests replace. */
export type Clock = { readonly now: () => Promise<Date> }

/** Where a fact belongs; a hall row, or a region with its id, has all three. */
export type Place = { readonly regionId: number; readonly areaCode: number; readonly scopeKey: number }

/** What a record of a plugin adds to one of its own measures on a local day (Asia/Shanghai); negative to take back. */
export type OwnDelta = {
  readonly place: Place
  readonly measure: string
  readonly day: string
  readonly n: number
  readonly organisationId?: number
  readonly channel?: string
  readonly source?: string
}

/** What core gives a plugin. Typed by the plugin: its own tables, events and permissions and no others compile. */
export type Host<T> = {
  readonly clock: Clock
  /** The tree of regions as it is now; ask again for each piece of work, because registers change. */
  readonly regions: () => RegionTree
  /** One transaction on behalf of a mode; for reads of a request use `read`. */
  readonly withScope: <R>(scope: Scope, work: (trx: PluginTransaction<T>) => Promise<R>) => Promise<R>
  /** Reads in the principal's range, narrowed to `within`; throws UNAUTHENTICATED or NOT_FOUND. */
  readonly read: <R>(
    context: Pick<RequestContext, 'read'>,
    work: (trx: PluginTransaction<T>) => Promise<R>,
    within?: ScopeRange,
  ) => Promise<R>
  /** Puts an event into the feed, in the transaction of the change. */
  readonly emit: <E extends keyof EmitsOf<T> & string>(
    trx: PluginTransaction<T>,
    event: E,
    payload: EmitsOf<T>[E],
    place: Place,
  ) => Promise<void>
  /** Appends deltas of the plugin's own measures, in the transaction of the change. */
  readonly addDeltas: (trx: PluginTransaction<T>, deltas: readonly OwnDelta[]) => Promise<void>
  /** A permission of the plugin, for `authScopes: { permission: host.permission('…') }`. */
  readonly permission: (name: PermissionOf<T>) => DeclaredPermission
}

/** An event on its way into the feed. */
export type Emission = { readonly kind: string; readonly payload: unknown; readonly place: Place }

/** What the rooms of core lend to every host. */
export type HostServices = {
  readonly clock: Clock
  readonly regions: () => RegionTree
  readonly withScope: <R>(scope: Scope, work: (trx: Transaction<CoreTables>) => Promise<R>) => Promise<R>
  readonly appendEvent: (trx: Transaction<CoreTables>, event: Emission) => Promise<void>
  readonly insertDeltas: (trx: Transaction<CoreTables>, deltas: readonly MeasureDelta[]) => Promise<void>
}

/** A name that a plugin used without declaring it. */
export class UndeclaredName extends Error {
  override readonly name = 'UndeclaredName'
  readonly code = 'UNDECLARED_NAME'

  constructor(plugin: string, what: string, name: string) {
    super(`UNDECLARED_NAME: plugin ${plugin} uses the ${what} "${name}" and does not declare it.`)
  }
}

/** Makes the host of one plugin over the services of core. */
export function createHost<T>(plugin: AnyPlugin, services: HostServices): Host<T> {
  const own = new Set(plugin.measures?.filter((measure) => measure.subject === 'own').map((measure) => measure.code))
  const need = (declared: boolean, what: string, name: string) => {
    if (!declared) throw new UndeclaredName(plugin.name, what, name)
  }
  return Object.freeze({
    clock: services.clock,
    regions: services.regions,
    withScope: (scope, work) => services.withScope(scope, (trx) => work(asPlugin<T>(trx))),
    read: (context, work, within) => context.read((db) => work(db.$extendTables<TablesOf<T>>()), within),
    emit: async (trx, event, payload, place) => {
      need(plugin.emits?.includes(event) ?? false, 'event', event)
      await services.appendEvent(asCore(trx), { kind: event, payload, place })
    },
    addDeltas: async (trx, deltas) => {
      for (const delta of deltas) need(own.has(delta.measure), 'own measure', delta.measure)
      await services.insertDeltas(asCore(trx), deltas.map(toMeasureDelta))
    },
    permission: (name) => {
      need(Object.hasOwn(plugin.permissions, name), 'permission', name)
      return name as string as DeclaredPermission
    },
  } satisfies Host<T>)
}

function toMeasureDelta({ place, measure, day, n, ...split }: OwnDelta): MeasureDelta {
  return {
    areaCode: place.areaCode,
    regionId: place.regionId,
    scopeKey: place.scopeKey,
    organisationId: split.organisationId ?? 0,
    channel: split.channel ?? '',
    source: split.source ?? '',
    measure,
    day,
    n,
  }
}

/** The same connection with the plugin's tables in sight; tables are types only. */
function asPlugin<T>(trx: Transaction<CoreTables>): PluginTransaction<T> {
  return trx.$extendTables<TablesOf<T>>() as PluginTransaction<T>
}

function asCore<T>(trx: PluginTransaction<T>): Transaction<CoreTables> {
  return trx as unknown as Transaction<CoreTables>
}
