import type { GraphQLSchema } from 'graphql'
import { permissionsByRole, type PermissionDeclaration, type RolePermissions } from './access/roles.ts'
import type { ClockDeclaration } from './alerts/declaration.ts'
import { ENGINE_CLOCK } from './alerts/engine-clock.ts'
import type { SubjectClock } from './alerts/subjects/declaration.ts'
import { assertPlugins } from './boot-checks.ts'
import { corePlacements } from './database/distribution/placement.ts'
import type { PlacementByTable } from './database/distribution/placement.ts'
import type { MigrationSet } from './database/migrate.ts'
import { assertAccessDeclared } from './graphql/access-declared.ts'
import { createBuilder, type Builder } from './graphql/builder.ts'
import { createHost, type HostServices } from './host.ts'
import type { Indicator } from './indicators/indicator.ts'
import { coreMigrations } from './migrations.ts'
import { CORE_PERMISSIONS } from './permission.ts'
import { SHARED_RECORDS } from './shared-records.ts'
import type { AnyPlugin, CaseMeasure, FeedEvent, OwnMeasure } from './plugin.ts'

/** What the plugins declare, together with core; known before there is a database. */
export type Declarations = {
  /** The shared records of core, then the plugins. */
  readonly plugins: readonly AnyPlugin[]
  /** Core's first, then each plugin's, for `openDatabase`. */
  readonly migrations: readonly MigrationSet[]
  /** Where tables lie in a distributed database, core's and the plugins'. */
  readonly placements: PlacementByTable
  readonly permissions: Readonly<Record<string, PermissionDeclaration>>
  readonly rolePermissions: RolePermissions
  readonly caseMeasures: readonly CaseMeasure[]
  readonly ownMeasures: readonly OwnMeasure<never>[]
  readonly indicators: readonly Indicator[]
  readonly clocks: readonly ClockDeclaration[]
  readonly subjectClocks: readonly SubjectClock[]
}

/** Something that writes types and root fields: a room of core, or a plugin with its host. */
export type SchemaPart = (builder: Builder) => void

/** A handler of one kind of event; `consumer` names it in the feed's cursors. */
export type BoundHandler = {
  readonly consumer: string
  readonly kind: string
  readonly handle: (events: readonly FeedEvent<unknown>[]) => Promise<void>
}

/** A plugin's loader of demo records. */
export type BoundDemo = {
  readonly plugin: string
  readonly load: (onProgress: (share: number) => void) => Promise<void>
}

/** What a plugin does once a day. */
export type BoundDaily = { readonly plugin: string; readonly work: () => Promise<void> }

/** The plugins at work, each with a host of its own. */
export type Composition = {
  readonly schemaParts: readonly SchemaPart[]
  readonly handlers: readonly BoundHandler[]
  readonly dailies: readonly BoundDaily[]
  readonly demos: readonly BoundDemo[]
}

/** Core's migrations, then those of shared records in their order, then each plugin's. */
export function migrationSets(own: readonly Partial<MigrationSet>[], core = coreMigrations): readonly MigrationSet[] {
  const sets = [...SHARED_RECORDS, ...own].flatMap(({ name, migrations }) =>
    name === undefined || migrations === undefined ? [] : [{ name, migrations }],
  )
  return [{ name: 'core', migrations: core }, ...sets]
}

/** Checks the plugins and gathers what they and the shared records declare. @throws PluginsRefused with every mistake */
export function declare(own: readonly AnyPlugin[]): Declarations {
  const plugins = [...SHARED_RECORDS, ...own]
  assertPlugins(plugins)
  const measures = plugins.flatMap((plugin) => plugin.measures ?? [])
  const permissions: Readonly<Record<string, PermissionDeclaration>> = Object.assign(
    {},
    CORE_PERMISSIONS,
    ...plugins.map((plugin) => plugin.permissions),
  )
  return {
    plugins,
    migrations: migrationSets(own),
    placements: Object.assign({}, corePlacements, ...plugins.map((plugin) => plugin.placements)),
    permissions,
    rolePermissions: permissionsByRole(permissions),
    caseMeasures: measures.filter((measure) => measure.subject === 'case'),
    ownMeasures: measures.filter((measure) => measure.subject === 'own'),
    indicators: plugins.flatMap((plugin) => plugin.indicators ?? []),
    clocks: plugins.flatMap((plugin) => plugin.clocks ?? []),
    subjectClocks: [ENGINE_CLOCK, ...plugins.flatMap((plugin) => plugin.subjectClocks ?? [])],
  }
}

/** Gives each plugin its host and binds what it does to it. */
export function composePlugins(plugins: readonly AnyPlugin[], services: HostServices): Composition {
  const bound = plugins.map((plugin) => bindPlugin(plugin, services, plugins))
  return {
    schemaParts: bound.flatMap((part) => part.schemaParts),
    handlers: bound.flatMap((part) => part.handlers),
    dailies: bound.flatMap((part) => part.dailies),
    demos: bound.flatMap((part) => part.demos),
  }
}

/** The one place where a plugin of any types meets the host that was made for it. */
function bindPlugin(plugin: AnyPlugin, services: HostServices, declared: readonly AnyPlugin[]): Composition {
  const host = createHost<never>(plugin, services, declared) as never
  const { name, schema, on = {}, daily, demo } = plugin
  return {
    schemaParts: schema === undefined ? [] : [(builder) => schema(builder, host)],
    handlers: Object.entries(on).flatMap(([kind, handler]) =>
      handler === undefined
        ? []
        : [{ consumer: `${name} ${kind}`, kind, handle: (events) => handler(events as never, host) }],
    ),
    dailies: daily === undefined ? [] : [{ plugin: name, work: () => daily(host) }],
    demos: demo === undefined ? [] : [{ plugin: name, load: (onProgress) => demo(host, onProgress) }],
  }
}

/** Builds a schema of core's rooms and plugins. @throws SchemaRefused for a field without access or description */
export function buildSchema(parts: readonly SchemaPart[]): GraphQLSchema {
  const builder = createBuilder()
  for (const part of parts) part(builder)
  return assertAccessDeclared(builder.toSchema())
}
