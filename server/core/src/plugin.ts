import type { Transaction } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { CaseRecord } from './cases/record.ts'
import type { ClockDeclaration } from './alerts/declaration.ts'
import type { CoreTables } from './database/tables.ts'
import type { Builder } from './graphql/builder.ts'
import type { Indicator } from './indicators/indicator.ts'
import type { Contribution } from './indicators/contribution.ts'
import type { Host } from './host.ts'
import type { Text } from './text.ts'

/** What a plugin is made of, as types. Named, so that each plugin states only what it has. */
export type PluginTypes = {
  /** Its tables, keyed `<plugin>.<table>`. A `type`, not an interface. */
  Tables: object
  /** The events it emits: a map from `<plugin>.<noun>.<past participle>` to the payload. */
  Emits: object
  /** The events it hears, taken from the contracts of core and of other plugins. */
  Hears: object
  Permissions: string
}

type Of<T, K extends keyof PluginTypes, Default> = T extends { [P in K]: infer V } ? V : Default
export type TablesOf<T> = CoreTables & Of<T, 'Tables', unknown>
export type PermissionOf<T> = Extract<Of<T, 'Permissions', never>, string>
export type EmitsOf<T> = Of<T, 'Emits', Record<never, never>>
type HearsOf<T> = Of<T, 'Hears', Record<never, never>>

/** The database as a plugin sees it inside a scope: core's tables and its own, no other plugin's. */
export type PluginTransaction<T> = Transaction<TablesOf<T>>

/** An event of the feed as a handler gets it. */
export type FeedEvent<Payload> = { readonly seq: number; readonly at: Date; readonly kind: string; readonly payload: Payload }

/**
 * An additive integer that is counted while records change.
 * A *case* measure says what one case contributes; core writes the differences whenever a case changes and
 * can count again at any time. An *own* measure belongs to a record of the plugin, which writes its deltas itself
 * (`host.addDeltas`, in the transaction of the change) and must be able to recount.
 */
export type Measure<T = PluginTypes> = {
  readonly code: string
  readonly title: Text
} & (
  | { readonly subject: 'case'; readonly count: (record: CaseRecord) => readonly Contribution[] }
  | {
      readonly subject: 'own'
      /** The truth by day and region, from the plugin's records; `to` is exclusive. */
      readonly recount: (
        db: PluginTransaction<T>,
        range: { readonly lo: number; readonly hi: number; readonly from: string; readonly to: string },
      ) => Promise<readonly { readonly regionId: number; readonly day: string; readonly n: number }[]>
    }
)

/** Loads demo records of a plugin; progress runs from 0 to 1. */
export type DemoLoader<T> = (host: Host<T>, onProgress: (share: number) => void) => Promise<void>

export type Plugin<T = PluginTypes> = {
  /** The one key: folder, package, Postgres schema, prefix of tables, events and permissions, console path. */
  readonly name: string
  readonly title: Text
  /** Ids of the standard's clauses that it answers: `6.4-a`. */
  readonly clauses: readonly string[]
  readonly migrations?: Readonly<Record<string, Migration>>
  /** `<plugin>.<verb>` → what it allows. */
  readonly permissions: { readonly [P in PermissionOf<T>]: Text }
  readonly measures?: readonly Measure<T>[]
  readonly indicators?: readonly Indicator[]
  readonly clocks?: readonly ClockDeclaration[]
  readonly emits?: readonly (keyof EmitsOf<T> & string)[]
  /** GraphQL types and root fields; called once per schema that is built. */
  readonly schema?: (builder: Builder, host: Host<T>) => void
  /** Handlers of feed events: called at least once per event, in order; must be idempotent by `seq`. */
  readonly on?: {
    readonly [E in keyof HearsOf<T>]?: (event: FeedEvent<HearsOf<T>[E]>, host: Host<T>) => Promise<void>
  }
  readonly demo?: DemoLoader<T>
}

/** A plugin of any types, as the host holds it. */
export type AnyPlugin = Omit<Plugin, 'permissions' | 'measures' | 'schema' | 'on' | 'demo' | 'emits'> & {
  readonly permissions: Readonly<Record<string, Text>>
  readonly measures?: readonly Measure<never>[]
  readonly schema?: (builder: Builder, host: Host<never>) => void
  readonly on?: Readonly<Record<string, ((event: FeedEvent<never>, host: Host<never>) => Promise<void>) | undefined>>
  readonly demo?: DemoLoader<never>
  readonly emits?: readonly string[]
}

/** States a plugin as plain frozen data. Names are checked here by type and again when the host starts. */
export function definePlugin<T extends Partial<PluginTypes>>(plugin: Plugin<T>): Plugin<T> {
  return Object.freeze(plugin)
}
