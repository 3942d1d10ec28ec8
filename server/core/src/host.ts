import type { Transaction } from 'kysely'
import type { ChangingMode, NoteChange } from './access/audit/change.ts'
import { clocksOfPlugin } from './alerts/subjects/clocks-of-plugin.ts'
import type { SubjectClocks } from './alerts/subjects/subject-clocks.ts'
import { createPersonalRecords } from './access/personal/personal-records.ts'
import type { PersonalRecords } from './access/personal/personal-records.ts'
import type { Vault } from './access/personal/vault.ts'
import { createSignedTokens, type SignedTokens } from './access/signed-tokens.ts'
import { readerScope } from './access/scope.ts'
import type { Database } from './database/database.ts'
import type { CoreTables } from './database/tables.ts'
import { appendToOutbox } from './feed/append.ts'
import { findingsOfPlugin, type HostFindings } from './findings/host-findings.ts'
import type { Reach, RequestContext, ScopeRange } from './graphql/context.ts'
import { insertDeltas, type MeasureDelta } from './indicators/deltas.ts'
import type { Indicator } from './indicators/indicator.ts'
import type { Checklist } from './inspections/checklist.ts'
import type { DeclaredPermission } from './permission.ts'
import type { Clock } from './platform-clock.ts'
import type { AnyPlugin, EmitsOf, PermissionOf, PluginTransaction, TablesOf } from './plugin.ts'
import type { Registers, RegisterSnapshot } from './registers/registers.ts'
import type { SurveyDeclaration } from './surveys/survey.ts'

/** Where a fact belongs; a hall of the registers has all three. */
export type Place = {
  readonly regionId: number
  readonly areaCode: number
  readonly scopeKey: number
  /** Whose it is, for readers who are bound to one organisation or hall. */
  readonly organisationId?: number | null
  readonly hallId?: number | null
}

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

/** What core gives a plugin. Typed by the plugin: its own tables, events and permissions compile, no others. */
export type Host<T> = {
  readonly clock: Clock
  /** The registers as they are now: the tree of regions and look-ups of halls, matters and the rest. */
  readonly registers: () => Promise<RegisterSnapshot>
  /** One transaction on behalf of the platform, which sees all rows. For what a request reads, use `read`. */
  readonly withScope: <R>(
    scope: { readonly mode: ChangingMode },
    work: (trx: PluginTransaction<T>) => Promise<R>,
  ) => Promise<R>
  /**
   * Reads what the principal reaches in its working scope, narrowed to `within`, a region's range or its code as it was
   * asked for; throws UNAUTHENTICATED, or NOT_FOUND alike for a region that is unknown and one that is out of range.
   * Row security holds the reach; the query is given it too and names it, so that neither layer stands alone.
   */
  readonly read: <R>(
    context: Pick<RequestContext, 'read' | 'principal'>,
    work: (trx: PluginTransaction<T>, reach: Reach) => Promise<R>,
    within?: ScopeRange | string,
  ) => Promise<R>
  /**
   * Changes something for a request and writes what is noted of it into the audit log, in one transaction. `action` is
   * the one that the mutation declares: `<plugin>.<noun>.<past participle>`.
   */
  readonly change: <R>(
    context: Pick<RequestContext, 'change'>,
    action: string,
    work: (trx: PluginTransaction<T>, note: NoteChange) => Promise<R>,
    mode?: ChangingMode,
  ) => Promise<R>
  /** Personal data: sealed, read masked, revealed one by one. See `openFor` for what a reveal must do. */
  readonly personal: PersonalRecords
  /** Tokens of the plugin for people without an account. */
  readonly tokens: SignedTokens
  /** Puts an event into the feed, in the transaction of the change. */
  readonly emit: <E extends keyof EmitsOf<T> & string>(
    trx: PluginTransaction<T>,
    event: E,
    payload: EmitsOf<T>[E] & object,
    place: Place,
  ) => Promise<void>
  /** Appends deltas of the plugin's own measures, in the transaction of the change. */
  readonly addDeltas: (trx: PluginTransaction<T>, deltas: readonly OwnDelta[]) => Promise<void>
  /** The clocks of the plugin's records, those that it declares in `subjectClocks`. */
  readonly clocks: SubjectClocks<PluginTransaction<T>>
  /** The ledger of findings: what the plugin finds wanting, of the types that it declares in `findingTypes`. */
  readonly findings: HostFindings<PluginTransaction<T>>
  /** Every checklist that is declared, whoever declares it. */
  readonly checklists: readonly Checklist[]
  /** Every survey that is declared, whoever declares it. */
  readonly surveys: readonly SurveyDeclaration[]
  /** Every indicator that is declared, whoever declares it. */
  readonly indicators: readonly Indicator[]
  /** A permission of the plugin, for `authScopes: { permission: host.permission('…') }`. */
  readonly permission: (name: PermissionOf<T>) => DeclaredPermission
}

/** What core lends to every host. */
export type HostServices = {
  readonly database: Pick<Database, 'withScope'>
  readonly clock: Clock
  readonly registers: Pick<Registers, 'snapshot'>
  readonly vault: Vault
}

/** A name that a plugin used without declaring it. */
export class UndeclaredName extends Error {
  override readonly name = 'UndeclaredName'
  readonly code = 'UNDECLARED_NAME'

  constructor(plugin: string, what: string, name: string) {
    super(`UNDECLARED_NAME: plugin ${plugin} uses the ${what} "${name}" and does not declare it.`)
  }
}

/**
 * Makes the host of one plugin. What the types promise is checked again here, for a plugin that was not compiled.
 * @param declared all plugins, for what they declare together
 */
export function createHost<T>(
  plugin: AnyPlugin,
  { database, clock, registers, vault }: HostServices,
  declared: readonly AnyPlugin[] = [plugin],
): Host<T> {
  const own = new Set(plugin.measures?.filter((measure) => measure.subject === 'own').map((measure) => measure.code))
  const need = (isDeclared: boolean, what: string, name: string) => {
    if (!isDeclared) throw new UndeclaredName(plugin.name, what, name)
  }
  return Object.freeze({
    clock,
    registers: () => registers.snapshot(),
    personal: createPersonalRecords(vault),
    tokens: createSignedTokens(vault.keys, plugin.name),
    withScope: (scope, work) => database.withScope(scope, (trx) => work(seenBy<T>(trx))),
    read: async (context, work, within) => {
      const range = typeof within === 'string' ? rangeOf(await registers.snapshot(), within) : within
      const reach = readerScope(context.principal, range, typeof within === 'string' ? within : '')
      return context.read((trx) => work(seenBy<T>(trx), reach), reach)
    },
    change: async (context, action, work, mode) => {
      need(action.startsWith(`${plugin.name}.`), 'action', action)
      return context.change(action, (trx, note) => work(seenBy<T>(trx), note), mode)
    },
    emit: async (trx, event, payload, { regionId, areaCode, scopeKey, organisationId = null, hallId = null }) => {
      need(plugin.emits?.includes(event) ?? false, 'event', event)
      const content: object = { ...payload }
      const entry = {
        topic: 'EVENT',
        kind: event,
        level: null,
        regionId,
        areaCode,
        scopeKey,
        organisationId,
        hallId,
        payload: content,
      } as const
      await appendToOutbox(seenByCore(trx), [entry])
    },
    addDeltas: async (trx, deltas) => {
      for (const delta of deltas) need(own.has(delta.measure), 'own measure', delta.measure)
      await insertDeltas(seenByCore(trx), deltas.map(toMeasureDelta))
    },
    clocks: clocksOfPlugin(plugin, need) as unknown as SubjectClocks<PluginTransaction<T>>,
    findings: findingsOfPlugin<TablesOf<T>>(plugin, declared, need),
    checklists: declared.flatMap(({ checklists = [] }) => checklists),
    surveys: declared.flatMap(({ surveys = [] }) => surveys),
    indicators: declared.flatMap(({ indicators = [] }) => indicators),
    permission: (name) => {
      need(Object.hasOwn(plugin.permissions, name), 'permission', name)
      return name as string as DeclaredPermission
    },
  } satisfies Host<T>)
}

function rangeOf({ tree }: RegisterSnapshot, code: string): ScopeRange | null {
  const region = tree.byCode(code)
  return region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
}

function toMeasureDelta({
  place,
  measure,
  day,
  n,
  organisationId = 0,
  channel = '',
  source = '',
}: OwnDelta): MeasureDelta {
  const { areaCode, regionId, scopeKey } = place
  return { areaCode, regionId, scopeKey, organisationId, channel, source, measure, day, n }
}

/** The same transaction with the plugin's tables in sight; which tables are in sight is a matter of types only. */
function seenBy<T>(trx: Transaction<CoreTables> | Transaction<object>): PluginTransaction<T> {
  return trx as unknown as Transaction<TablesOf<T>>
}

function seenByCore<T>(trx: PluginTransaction<T>): Transaction<CoreTables> {
  return trx as unknown as Transaction<CoreTables>
}
