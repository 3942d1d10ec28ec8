import { checkPlugins } from '../../boot-checks.ts'
import { buildSchema, composePlugins, declare, type SchemaPart } from '../../compose.ts'
import { defineCore, servicesWithoutDatabase } from '../../core-schema.ts'
import type { Database } from '../../database/database.ts'
import { CORE_PERMISSIONS } from '../../permission.ts'
import type { AnyPlugin } from '../../plugin.ts'
import { SHARED_RECORDS } from '../../shared-records.ts'
import { columnFaults } from '../catalogue/column-faults.ts'
import { readSecuredTables } from '../catalogue/secured-table.ts'
import { emptyFigureFaults } from './empty-figures.ts'
import type { PackageFiles } from './package-files.ts'
import { clauseFaults, indexFaults, packageFaults, readmeFaults, roomPlanFaults } from './room-plan.ts'
import { rootFieldFaults } from './root-fields.ts'
import { readTables, tableFaults } from './tables.ts'

/** What is checked: the plugin, its package, and two empty databases, of core alone and of core with the plugin. */
export type Subject = {
  readonly plugin: AnyPlugin
  readonly files: PackageFiles
  readonly coreAlone: Database
  readonly withPlugin: Database
}

/** One rule that every plugin keeps; `faults` says where it does not. */
export type Check = {
  readonly title: string
  readonly faults: (subject: Subject) => readonly string[] | Promise<readonly string[]>
}

export const CHECKS: readonly Check[] = [
  { title: 'states itself without a mistake', faults: ({ plugin }) => declarationFaults(plugin) },
  { title: 'has the rooms of the plan and no other', faults: ({ files }) => roomPlanFaults(files) },
  { title: 'states itself in src/index.ts and does nothing else there', faults: ({ files }) => indexFaults(files) },
  {
    title: 'exports ".", "./contract" and "./console"',
    faults: ({ files, plugin }) => packageFaults(files, plugin.name),
  },
  {
    title: 'names each clause that it claims in a test',
    faults: ({ files, plugin }) => clauseFaults(files, plugin.clauses),
  },
  {
    title: 'names what it declares in its README',
    faults: ({ files, plugin }) => readmeFaults(files, namesOf(plugin)),
  },
  {
    title: 'migrates alone, within its own schema, under forced row-level security',
    faults: async ({ plugin, coreAlone, withPlugin }) =>
      tableFaults(plugin.name, await withPlugin.withOwner(readTables), await coreAlone.withOwner(readTables)),
  },
  {
    title: 'gives each column a class, and shows readers nothing in clear that its class forbids',
    faults: async ({ plugin, withPlugin }) => {
      const tables = await withPlugin.withOwner(readSecuredTables)
      return columnFaults(
        tables.filter(({ schema }) => schema === plugin.name),
        plugin.columns ?? {},
      )
    },
  },
  {
    title: 'builds its schema alone, each root field with a permission and a description',
    faults: ({ plugin }) => schemaFaults(plugin),
  },
  {
    title: 'answers 0 or "no data" for every indicator of an empty database',
    faults: ({ plugin, withPlugin }) => emptyFigureFaults(plugin, withPlugin),
  },
  {
    title: 'recounts nothing where nothing was recorded',
    faults: ({ plugin, withPlugin }) => recountFaults(plugin, withPlugin),
  },
]

/** Alone, nobody emits what it hears of other plugins; that is checked where all of them meet. */
function declarationFaults(plugin: AnyPlugin): readonly string[] {
  const others = Object.keys(plugin.on ?? {}).filter((event) => !event.startsWith(`${plugin.name}.`))
  const faults = checkPlugins([plugin])
  return faults
    .filter(({ code, says }) => code !== 'UNKNOWN_EVENT' || !others.some((event) => says.includes(`hears "${event}"`)))
    .map(({ code, says }) => `${code}: ${says}`)
}

function schemaFaults(plugin: AnyPlugin): readonly string[] {
  const services = servicesWithoutDatabase(declare([]))
  const core: SchemaPart = (builder) => defineCore(builder, services)
  const { schemaParts: shared } = composePlugins(SHARED_RECORDS, services)
  const { schemaParts } = composePlugins([plugin], services)
  const permissions = new Set([
    ...Object.keys(CORE_PERMISSIONS),
    ...[...SHARED_RECORDS, plugin].flatMap((one) => Object.keys(one.permissions)),
  ])
  try {
    const [whole, alone] = [buildSchema([core, ...shared, ...schemaParts]), buildSchema([core, ...shared])]
    return rootFieldFaults(whole, alone, permissions, plugin.openFields)
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

const always = { lo: 0, hi: 9e15, from: '2000-01-01', to: '2100-01-01' }

async function recountFaults(plugin: AnyPlugin, database: Database): Promise<readonly string[]> {
  const faults: string[] = []
  for (const measure of plugin.measures ?? []) {
    if (measure.subject !== 'own') continue
    const rows = await database.withScope({ mode: 'engine' }, (db) => measure.recount(db as never, always))
    if (rows.length > 0) faults.push(`${measure.code} counts ${rows.length} rows in an empty database`)
  }
  return faults
}

function namesOf(plugin: AnyPlugin): readonly string[] {
  return [
    ...plugin.clauses,
    ...Object.keys(plugin.permissions),
    ...(plugin.emits ?? []),
    ...[...(plugin.measures ?? []), ...(plugin.indicators ?? []), ...(plugin.clocks ?? [])].map(({ code }) => code),
  ]
}
