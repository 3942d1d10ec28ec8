import type { SubjectClock } from './alerts/subjects/declaration.ts'
import { defaultRulesOf } from './clock/rule-pack.ts'
import { CORE_EVENTS } from './core-events.ts'
import { COLUMN_CLASSES } from './database/column-class.ts'
import { FINDING_SEVERITIES } from './findings/contract.ts'
import { measuresOf } from './indicators/figure.ts'
import { checklistMistakes, checklistTexts } from './inspections/rules/check-checklist.ts'
import { StartRefused } from './operations/start-refused.ts'
import { isRole } from './access/roles.ts'
import type { AnyPlugin } from './plugin.ts'
import { isClauseId } from './standard/clauses.ts'
import { surveyMistakes } from './surveys/rules/check-survey.ts'
import { surveyTexts } from './surveys/rules/survey-texts.ts'
import type { Text } from './text.ts'
import { SHARED_RECORDS } from './shared-records.ts'

export type BootFaultCode =
  | 'BAD_NAME'
  | 'BAD_CODE'
  | 'BAD_MIGRATION_NAME'
  | 'DUPLICATE_PLUGIN'
  | 'DUPLICATE_MEASURE'
  | 'DUPLICATE_INDICATOR'
  | 'DUPLICATE_CLOCK'
  | 'DUPLICATE_FINDING_TYPE'
  | 'DUPLICATE_SURVEY'
  | 'DUPLICATE_CHECKLIST'
  | 'BAD_SURVEY'
  | 'BAD_CHECKLIST'
  | 'BAD_RULES'
  | 'UNKNOWN_MEASURE'
  | 'UNKNOWN_CLAUSE'
  | 'UNKNOWN_EVENT'
  | 'FOREIGN_EVENT'
  | 'FOREIGN_PERMISSION'
  | 'MISSING_TEXT'
  | 'UNKNOWN_ROLE'
  | 'FOREIGN_TABLE'
  | 'UNKNOWN_CLASS'
  | 'UNKNOWN_SEVERITY'

/** One mistake in a plugin's declaration: a code to look up, and a sentence that says where. */
export type BootFault = { readonly code: BootFaultCode; readonly plugin: string; readonly says: string }

/** The plugins do not fit together; the platform does not start. */
export class PluginsRefused extends StartRefused {
  readonly faults: readonly BootFault[]

  constructor(faults: readonly BootFault[]) {
    super(
      `The plugins do not fit together:\n${faults.map((it) => `  ${it.code} in ${it.plugin}: ${it.says}`).join('\n')}`,
    )
    this.faults = faults
  }
}

/** Refuses plugins with any mistake in their declarations; says all of them at once. */
export function assertPlugins(plugins: readonly AnyPlugin[]): void {
  const faults = checkPlugins(plugins)
  if (faults.length > 0) throw new PluginsRefused(faults)
}

/** All mistakes in the declarations of the plugins, each alone and together. */
export function checkPlugins(plugins: readonly AnyPlugin[]): readonly BootFault[] {
  const emitted = new Set<string>([...CORE_EVENTS, ...plugins.flatMap((plugin) => plugin.emits ?? [])])
  const findingTypes = new Set(plugins.flatMap((plugin) => plugin.findingTypes?.map(({ code }) => code) ?? []))
  return [
    ...duplicates(plugins),
    ...plugins.flatMap((plugin) =>
      [
        ...nameFaults(plugin),
        ...codeFaults(plugin),
        ...columnFaults(plugin),
        ...measureFaults(plugin),
        ...clauseFaults(plugin),
        ...eventFaults(plugin, emitted),
        ...ruleFaults(plugin),
        ...surveyFaults(plugin, findingTypes),
        ...checklistFaults(plugin, findingTypes),
        ...textFaults(plugin),
      ].map((fault) => ({ ...fault, plugin: plugin.name })),
    ),
  ]
}

type Found = Omit<BootFault, 'plugin'>

/** Clocks of cases and of the plugin's records: what every clock states. */
function clocksOf({
  clocks = [],
  subjectClocks = [],
}: AnyPlugin): readonly Pick<SubjectClock, 'code' | 'clause' | 'title' | 'event'>[] {
  return [...clocks, ...subjectClocks]
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const CAPITALS = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/
const NAME = /^[a-z][a-z0-9]{1,30}$/
const MIGRATION = /^\d{4}-[a-z0-9]+(-[a-z0-9]+)*$/
/** Schemas and prefixes that are not a plugin's to take. */
const RESERVED: ReadonlySet<string> = new Set(['core', 'public', 'information', ...CORE_EVENTS.map(prefixOf)])

function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf('.')))
}

function* duplicates(plugins: readonly AnyPlugin[]): Generator<BootFault> {
  const kinds: readonly [BootFaultCode, (plugin: AnyPlugin) => readonly string[]][] = [
    ['DUPLICATE_PLUGIN', (plugin) => [plugin.name]],
    ['DUPLICATE_MEASURE', (plugin) => plugin.measures?.map((it) => it.code) ?? []],
    ['DUPLICATE_INDICATOR', (plugin) => plugin.indicators?.map((it) => it.code) ?? []],
    ['DUPLICATE_CLOCK', (plugin) => clocksOf(plugin).map((it) => it.code)],
    ['DUPLICATE_SURVEY', (plugin) => plugin.surveys?.map((it) => `${it.code}@${it.version}`) ?? []],
    ['DUPLICATE_CHECKLIST', (plugin) => plugin.checklists?.map((it) => `${it.code}@${it.version}`) ?? []],
    ['DUPLICATE_FINDING_TYPE', (plugin) => plugin.findingTypes?.map((it) => it.code) ?? []],
  ]
  for (const [code, codesOf] of kinds) {
    const first = new Map<string, string>()
    for (const plugin of plugins) {
      for (const it of codesOf(plugin)) {
        const owner = first.get(it)
        if (owner === undefined) first.set(it, plugin.name)
        else yield { code, plugin: plugin.name, says: `"${it}" is there already, in plugin ${owner}` }
      }
    }
  }
}

function* nameFaults(plugin: AnyPlugin): Generator<Found> {
  if (!NAME.test(plugin.name)) yield { code: 'BAD_NAME', says: 'a name is one word of small letters and digits' }
  else if (RESERVED.has(plugin.name)) yield { code: 'BAD_NAME', says: `the name "${plugin.name}" belongs to core` }
  for (const permission of Object.keys(plugin.permissions)) {
    const isOwn = prefixOf(permission) === plugin.name && KEBAB.test(permission.slice(plugin.name.length + 1))
    if (!isOwn) yield { code: 'FOREIGN_PERMISSION', says: `"${permission}" is not "${plugin.name}.<verb>"` }
  }
  for (const [permission, { roles = [] }] of Object.entries(plugin.permissions)) {
    if (roles.length === 0) yield { code: 'UNKNOWN_ROLE', says: `no role holds "${permission}"` }
    const unknown = roles.find((role) => !isRole(role))
    if (unknown !== undefined) yield { code: 'UNKNOWN_ROLE', says: `"${permission}" names the role "${unknown}"` }
  }
  for (const migration of Object.keys(plugin.migrations ?? {})) {
    if (!MIGRATION.test(migration)) {
      yield { code: 'BAD_MIGRATION_NAME', says: `"${migration}" is not like "0001-add-visit"` }
    }
  }
}

function* codeFaults(plugin: AnyPlugin): Generator<Found> {
  for (const { code } of [...(plugin.measures ?? []), ...(plugin.indicators ?? []), ...clocksOf(plugin)]) {
    if (!KEBAB.test(code)) yield { code: 'BAD_CODE', says: `"${code}" is not in kebab-case` }
  }
  for (const { code, severity } of plugin.findingTypes ?? []) {
    if (!CAPITALS.test(code)) yield { code: 'BAD_CODE', says: `"${code}" is not like "EXTERNAL_LOOP"` }
    if (!FINDING_SEVERITIES.includes(severity))
      yield { code: 'UNKNOWN_SEVERITY', says: `"${severity}" of finding type "${code}" is no severity` }
  }
}

function* columnFaults(plugin: AnyPlugin): Generator<Found> {
  const classes: ReadonlySet<string> = new Set(COLUMN_CLASSES)
  for (const table of Object.keys(plugin.placements ?? {})) {
    if (prefixOf(table) !== plugin.name)
      yield { code: 'FOREIGN_TABLE', says: `"${table}" is placed and is not "${plugin.name}.<table>"` }
  }
  for (const [table, columns] of Object.entries(plugin.columns ?? {})) {
    if (prefixOf(table) !== plugin.name)
      yield { code: 'FOREIGN_TABLE', says: `"${table}" is not "${plugin.name}.<table>"` }
    for (const [column, of] of Object.entries(columns)) {
      if (!classes.has(of))
        yield { code: 'UNKNOWN_CLASS', says: `"${of}" of ${table}.${column} is no class of columns` }
    }
  }
}

/** An indicator is made of measures of its plugin and of shared records, which are always there. */
function* measureFaults(plugin: AnyPlugin): Generator<Found> {
  const known = new Set([plugin, ...SHARED_RECORDS].flatMap(({ measures = [] }) => measures.map(({ code }) => code)))
  for (const indicator of plugin.indicators ?? []) {
    const used = measuresOf(indicator)
    if (used.length === 0) yield { code: 'UNKNOWN_MEASURE', says: `indicator "${indicator.code}" adds up nothing` }
    for (const measure of used) {
      if (!known.has(measure)) {
        yield {
          code: 'UNKNOWN_MEASURE',
          says: `indicator "${indicator.code}" reads "${measure}", which it does not have`,
        }
      }
    }
  }
}

function* clauseFaults(plugin: AnyPlugin): Generator<Found> {
  const claimed = [
    ...plugin.clauses,
    ...(plugin.indicators ?? []).flatMap((it) => it.clause ?? []),
    ...clocksOf(plugin).map((it) => it.clause),
    ...(plugin.surveys ?? []).map((it) => it.clause),
    ...(plugin.checklists ?? []).flatMap((it) => [it.clause, ...it.items.flatMap(({ clause }) => clause ?? [])]),
    ...(plugin.findingTypes ?? []).map((it) => it.clause),
  ]
  for (const clause of new Set<string>(claimed)) {
    if (!isClauseId(clause)) yield { code: 'UNKNOWN_CLAUSE', says: `the standard has no clause "${clause}"` }
  }
}

function* eventFaults(plugin: AnyPlugin, emitted: ReadonlySet<string>): Generator<Found> {
  for (const event of plugin.emits ?? []) {
    const [prefix, noun = '', verb = '', ...rest] = event.split('.')
    if (prefix !== plugin.name || rest.length > 0 || !KEBAB.test(noun) || !KEBAB.test(verb)) {
      yield { code: 'FOREIGN_EVENT', says: `"${event}" is not "${plugin.name}.<noun>.<past participle>"` }
    }
  }
  for (const { code, event } of clocksOf(plugin)) {
    if (!plugin.emits?.includes(event)) {
      yield { code: 'UNKNOWN_EVENT', says: `clock "${code}" tells of its cards as "${event}", which it does not emit` }
    }
  }
  for (const event of Object.keys(plugin.on ?? {})) {
    if (!emitted.has(event)) yield { code: 'UNKNOWN_EVENT', says: `it hears "${event}", which nobody emits` }
  }
}

function* ruleFaults(plugin: AnyPlugin): Generator<Found> {
  for (const { code, rules } of plugin.subjectClocks ?? []) {
    if (typeof rules === 'string') {
      if (defaultRulesOf(rules).length === 0)
        yield {
          code: 'BAD_RULES',
          says: `clock "${code}" runs by the rules "${rules}", of which the default table has none`,
        }
      continue
    }
    const levels = new Set(rules.rules.map(({ level }) => level))
    const isOwn = rules.rules.every(({ clock, limit }) => clock === code && limit === 'OWN')
    if (rules.rules.length === 0 || levels.size < rules.rules.length || !isOwn)
      yield { code: 'BAD_RULES', says: `the rules of clock "${code}" are one per level, for itself and its OWN limit` }
  }
}

function* surveyFaults(plugin: AnyPlugin, findingTypes: ReadonlySet<string>): Generator<Found> {
  for (const survey of plugin.surveys ?? []) {
    for (const mistake of surveyMistakes(survey, findingTypes))
      yield { code: 'BAD_SURVEY', says: `survey "${survey.code}@${survey.version}": ${mistake}` }
  }
}

function* checklistFaults(plugin: AnyPlugin, findingTypes: ReadonlySet<string>): Generator<Found> {
  for (const checklist of plugin.checklists ?? []) {
    for (const mistake of checklistMistakes(checklist, findingTypes))
      yield { code: 'BAD_CHECKLIST', says: `checklist "${checklist.code}@${checklist.version}": ${mistake}` }
  }
}

function* textFaults(plugin: AnyPlugin): Generator<Found> {
  const texts: readonly [string, Text][] = [
    ['the plugin', plugin.title],
    ...Object.entries(plugin.permissions).map(([name, text]): [string, Text] => [`permission ${name}`, text]),
    ...(plugin.measures ?? []).map((it): [string, Text] => [`measure ${it.code}`, it.title]),
    ...(plugin.indicators ?? []).flatMap((it): [string, Text][] => [
      [`indicator ${it.code}`, it.title],
      [`the description of indicator ${it.code}`, it.description],
    ]),
    ...clocksOf(plugin).map((it): [string, Text] => [`clock ${it.code}`, it.title]),
    ...(plugin.surveys ?? []).flatMap(surveyTexts),
    ...(plugin.checklists ?? []).flatMap(checklistTexts),
    ...(plugin.findingTypes ?? []).map((it): [string, Text] => [`finding type ${it.code}`, it.title]),
  ]
  for (const [what, text] of texts) {
    for (const language of ['zh-CN', 'en'] as const) {
      if (!text?.[language]?.trim()) yield { code: 'MISSING_TEXT', says: `${what} has no text in ${language}` }
    }
  }
}
