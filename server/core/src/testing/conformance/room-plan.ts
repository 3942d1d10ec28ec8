import type { PackageFiles } from './package-files.ts'

const kebab = '[a-z0-9]+(?:-[a-z0-9]+)*'
/** Tables, classes and permissions of a large plugin have a folder each in place of a file. */
const rooms =
  'tables|classes|permissions|rules|queries|graphql|measures|indicators|clocks|alerts|checklists|surveys|frames|sheets|publications|jobs|handlers|imports|demo'

/** The room plan of a plugin: the same rooms in every one; an empty room is left out, no other is added. */
const plan: readonly RegExp[] = [
  /^README\.md$/,
  /^package\.json$/,
  /^src\/(?:index|contract|answers|tables|classes|permissions)\.ts$/,
  new RegExp(`^src/migrations/(?:index|\\d{4}-${kebab})\\.ts$`),
  new RegExp(`^src/(?:${rooms})/${kebab}\\.ts$`),
  /^console\/index\.ts$/,
  /^console\/messages\/(?:zh-CN|en)\.json$/,
  new RegExp(`^console/(?:${kebab}/)?${kebab}(?:\\.query)?\\.ts$`),
  new RegExp(`^console/(?:${kebab}/)?${kebab}\\.svelte$`),
  /^test\/plugin\.test\.ts$/,
  new RegExp(`^test/(?:migrations|console|${rooms})/${kebab}(?:\\.test)?\\.ts$`),
]

const required = ['README.md', 'package.json', 'src/index.ts', 'src/contract.ts', 'test/plugin.test.ts'] as const

const indexLines = 50
const exportsOfAPlugin = ['.', './contract', './console'] as const

/** What of a package is not where every plugin has it. */
export function roomPlanFaults(files: PackageFiles): readonly string[] {
  const strangers = [...files.keys()].filter((path) => !plan.some((allowed) => allowed.test(path)))
  return [
    ...strangers.map((path) => `${path} is in no room of the plan`),
    ...required.filter((path) => !files.has(path)).map((path) => `${path} is missing`),
    ...mirrorFaults(files),
  ]
}

function* mirrorFaults(files: PackageFiles): Generator<string> {
  const folders = new Set([...files.keys()].map((path) => path.split('/').slice(0, -1).join('/')))
  for (const path of files.keys()) {
    const [top, room, file] = path.split('/')
    if (top !== 'test' || room === undefined || file === undefined) continue
    const mirrored = room === 'console' ? 'console' : `src/${room}`
    if (!folders.has(mirrored)) yield `${path} mirrors no folder: there is no ${mirrored}`
  }
}

/** `src/index.ts` states the plugin and does nothing else. */
export function indexFaults(files: PackageFiles): readonly string[] {
  const text = files.get('src/index.ts') ?? ''
  const lines = text.trimEnd().split('\n').length
  const values = [...text.matchAll(/^export (?!type\b)/gm)].length
  const statesPlugin = /^export const [a-zA-Z]+ = definePlugin(?:<[^>]+>)?\(/m.test(text)
  return [
    ...(lines > indexLines ? [`src/index.ts has ${lines} lines; at most ${indexLines} are wanted`] : []),
    ...(statesPlugin ? [] : ['src/index.ts does not state the plugin: export const … = definePlugin(…)']),
    ...(values > 1 ? [`src/index.ts exports ${values} values; the plugin is the only one wanted`] : []),
  ]
}

/** A package exports "." "./contract" "./console" and nothing else, and carries the plugin's name. */
export function packageFaults(files: PackageFiles, plugin: string): readonly string[] {
  const manifest: unknown = JSON.parse(files.get('package.json') ?? '{}')
  const field = (name: string): unknown => (isObject(manifest) ? manifest[name] : undefined)
  const exported = field('exports')
  const entries = isObject(exported) ? Object.keys(exported) : []
  const name = field('name')
  return [
    ...entries.filter((entry) => !isExpected(entry)).map((entry) => `package.json exports "${entry}"`),
    ...exportsOfAPlugin.filter((it) => !entries.includes(it)).map((it) => `package.json does not export "${it}"`),
    ...(typeof name === 'string' && name.split('/').at(-1) === plugin
      ? []
      : [`package.json names the package ${String(name)}; it should end in "${plugin}"`]),
  ]
}

function isExpected(entry: string): boolean {
  return exportsOfAPlugin.some((it) => it === entry)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** Each clause that a plugin claims is named by a test of its package. */
export function clauseFaults(files: PackageFiles, clauses: readonly string[]): readonly string[] {
  const tests = [...files].filter(([path]) => /^test\/.*\.test\.ts$/.test(path)).map(([, text]) => text)
  const isNamed = (clause: string) => {
    const whole = new RegExp(`(?<![\\w.-])${clause.replaceAll('.', '\\.')}(?![\\w-])`)
    return tests.some((text) => whole.test(text))
  }
  return clauses.filter((clause) => !isNamed(clause)).map((clause) => `no test names clause ${clause}`)
}

/** A README names every permission, event, indicator and clause that the plugin declares. */
export function readmeFaults(files: PackageFiles, names: readonly string[]): readonly string[] {
  const text = files.get('README.md') ?? ''
  return names.filter((name) => !text.includes(name)).map((name) => `README.md does not name "${name}"`)
}
