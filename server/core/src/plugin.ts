import type { Transaction } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { PermissionDeclaration } from './access/roles.ts'
import type { ClockDeclaration } from './alerts/declaration.ts'
import type { SubjectClock } from './alerts/subjects/declaration.ts'
import type { CaseRecord } from './cases/record.ts'
import type { ClassesByTable, ColumnClasses } from './database/column-class.ts'
import type { PlacementByTable, Placements } from './database/distribution/placement.ts'
import type { CoreTables } from './database/tables.ts'
import type { FindingType } from './findings/contract.ts'
import type { Builder } from './graphql/builder.ts'
import type { Host } from './host.ts'
import type { Contribution } from './indicators/contribution.ts'
import type { Indicator } from './indicators/indicator.ts'
import type { Checklist } from './inspections/checklist.ts'
import type { SharedTables } from './shared-tables.ts'
import type { Answers } from './standard/answers.ts'
import type { ClauseId } from './standard/clauses.ts'
import type { SurveyDeclaration } from './surveys/survey.ts'
import type { Text } from './text.ts'

/** What a plugin is made of, as types. Named, so that each plugin states only what it has. */
export type PluginTypes = {
  /** Its tables, keyed `<plugin>.<table>`. A `type`, not an interface. */
  Tables: object
  /** The events it emits: a map from `<plugin>.<noun>.<past participle>` to the payload. */
  Emits: object
  /** The events it hears, taken from the contracts of core and of other plugins. */
  Hears: object
  /** The names of its permissions: `<plugin>.<verb>`. */
  Permissions: string
}

type Of<T, K extends keyof PluginTypes, Default> = T extends { [P in K]: infer V } ? V : Default
export type TablesOf<T> = CoreTables & SharedTables & Of<T, 'Tables', unknown>
/** Whoever has tables classes their columns; whoever has none has no such field. */
type ColumnsOf<T> = T extends { Tables: infer Own }
  ? { readonly columns: ColumnClasses<Own> }
  : { readonly columns?: never }
export type PermissionOf<T> = Extract<Of<T, 'Permissions', never>, string>
export type EmitsOf<T> = Of<T, 'Emits', Record<never, never>>
export type HearsOf<T> = Of<T, 'Hears', Record<never, never>>

/** The database as a plugin sees it inside a scope: core's tables and its own, no other plugin's. */
export type PluginTransaction<T> = Transaction<TablesOf<T>>

/** An event of the feed as a handler gets it. */
export type FeedEvent<Payload> = {
  readonly seq: number
  readonly at: Date
  readonly kind: string
  readonly payload: Payload
}

/** What to count again: regions by their scope keys and local days, both half-open. */
export type RecountRange = { readonly lo: number; readonly hi: number; readonly from: string; readonly to: string }

/** What a recount found for a region on a day. */
export type RecountRow = { readonly regionId: number; readonly day: string; readonly n: number }

/** What every measure states: an additive integer that is counted while records change. */
type MeasureName = {
  /** Kebab-case, unique in the platform: `cases-closed-on-time`. */
  readonly code: string
  readonly title: Text
}

/**
 * A measure of cases: it says what one case contributes. Core writes the differences whenever a case changes and can
 * count again at any time.
 */
export type CaseMeasure = MeasureName & {
  readonly subject: 'case'
  readonly count: (record: CaseRecord) => readonly Contribution[]
}

/**
 * A measure of a plugin's own records: the plugin writes its deltas (`host.addDeltas`, in the transaction of the
 * change) and recounts them from its records when core compares. `Db` is the plugin's transaction.
 */
export type OwnMeasure<Db> = MeasureName & {
  readonly subject: 'own'
  readonly recount: (db: Db, range: RecountRange) => Promise<readonly RecountRow[]>
  /** Its deltas name an organisation, so that those who are bound to one get its figures; else they get none. */
  readonly byOrganisation?: true
}

export type Measure<T = PluginTypes> = CaseMeasure | OwnMeasure<PluginTransaction<T>>

/**
 * A handler of one kind of feed event. It is given what happened, in order, as many events at once as there are (at most
 * 500), so that it can keep up with thousands a second. Each event comes at least once; must be idempotent by `seq`.
 */
export type Handler<T, Payload> = (events: readonly FeedEvent<Payload>[], host: Host<T>) => Promise<void>

/** A handler that takes events one at a time, for kinds that are rare. */
export const oneByOne =
  <T, Payload>(handle: (event: FeedEvent<Payload>, host: Host<T>) => Promise<void>): Handler<T, Payload> =>
  async (events, host) => {
    for (const event of events) await handle(event, host)
  }

/**
 * Loads demo records of a plugin, after the cases of the demo; progress runs from 0 to 1. It is called once, and again
 * when it was interrupted: what is there already must not be doubled.
 */
export type DemoLoader<T> = (host: Host<T>, onProgress: (share: number) => void) => Promise<void>

/**
 * One domain of the platform, as plain data. Only `name`, `title`, `clauses` and `permissions` are always there, and
 * `columns` where there are tables: who may see each column in clear.
 */
export type Plugin<T = PluginTypes> = ColumnsOf<T> & {
  /** The one key: folder, package, Postgres schema, prefix of tables, events and permissions, console path. */
  readonly name: string
  readonly title: Text
  /** The clauses of the standard that it answers; each must be named by a test of the package. */
  readonly clauses: readonly ClauseId[]
  /** Where the answer to each of them is worked with; `zhikong clauses` shows it. */
  readonly answers?: Answers
  /** `0001-visit` → what it does; they run in the plugin's own Postgres schema, after those of core. */
  readonly migrations?: Readonly<Record<string, Migration>>
  /**
   * Where own tables lie in a distributed database, those that do not lie by their key: with `area_code` in the primary
   * key a table is spread over the servers by it, any other stays on the coordinator.
   */
  readonly placements?: Placements<Of<T, 'Tables', Record<never, never>>>
  /** What each permission allows, in words, and the roles that hold it. */
  readonly permissions: { readonly [P in PermissionOf<T>]: PermissionDeclaration }
  readonly measures?: readonly Measure<T>[]
  readonly indicators?: readonly Indicator[]
  readonly clocks?: readonly ClockDeclaration[]
  /** Clocks on the plugin's own records, which it starts and closes by `host.clocks`. */
  readonly subjectClocks?: readonly SubjectClock[]
  /** What it finds wanting, and puts into the ledger by `host.findings.raise`. */
  readonly findingTypes?: readonly FindingType[]
  /** What inspectors look at; the room of inspections draws, asks and raises what fails. */
  readonly checklists?: readonly Checklist[]
  /** What people are asked after their case was closed; the room of surveys samples, asks and counts. */
  readonly surveys?: readonly SurveyDeclaration[]
  readonly emits?: readonly (keyof EmitsOf<T> & string)[]
  /** Its root fields for people without an account, each behind a public door (`createKeyDoor`). */
  readonly openFields?: readonly string[]
  /** Writes its GraphQL types and root fields; called once per schema that is built. */
  readonly schema?: (builder: Builder, host: Host<T>) => void
  readonly on?: { readonly [E in keyof HearsOf<T>]?: Handler<T, HearsOf<T>[E]> }
  /** Work that is due once a day, asked for or not: a second time on a day changes nothing. Throwing tries it again a day later. */
  readonly daily?: (host: Host<T>) => Promise<void>
  readonly demo?: DemoLoader<T>
}

/**
 * A plugin of any types, as a list holds it. What takes a host takes `never` here, because each plugin has a host of
 * its own; `createHost` makes it, and only core's composition calls these functions.
 */
export type AnyPlugin = {
  readonly name: string
  readonly title: Text
  readonly clauses: readonly ClauseId[]
  readonly answers?: Answers
  readonly migrations?: Readonly<Record<string, Migration>>
  readonly columns?: ClassesByTable
  readonly placements?: PlacementByTable
  readonly permissions: Readonly<Record<string, PermissionDeclaration>>
  readonly measures?: readonly (CaseMeasure | OwnMeasure<never>)[]
  readonly indicators?: readonly Indicator[]
  readonly clocks?: readonly ClockDeclaration[]
  readonly subjectClocks?: readonly SubjectClock[]
  readonly findingTypes?: readonly FindingType[]
  readonly checklists?: readonly Checklist[]
  readonly surveys?: readonly SurveyDeclaration[]
  readonly emits?: readonly string[]
  readonly openFields?: readonly string[]
  readonly schema?: (builder: Builder, host: never) => void
  readonly on?: Readonly<Record<string, ((events: never, host: never) => Promise<void>) | undefined>>
  readonly daily?: (host: never) => Promise<void>
  readonly demo?: (host: never, onProgress: (share: number) => void) => Promise<void>
}

/**
 * States a plugin. Names are checked here by type and again, loudly, when the platform starts (`boot-checks.ts`).
 * @example
 * export const example = definePlugin<ExampleTypes>({
 *   name: 'example',
 *   title: { 'zh-CN': '示例', en: 'Example' },
 *   clauses: [],
 *   permissions: { 'example.read': { 'zh-CN': '查看到访人数', en: 'See visits', roles: ['AUTHORITY'] } },
 * })
 */
export function definePlugin<T extends Partial<PluginTypes>>(plugin: Plugin<T>): Plugin<T> {
  Object.freeze(plugin)
  return plugin
}
