/** A place in the checkout, by package and, inside plugins, by room. */
export type Place =
  | 'core'
  | 'server'
  | 'ui'
  | 'web'
  | 'load test'
  | 'row bench'
  | 'load runner'
  | 'data sets'
  | 'plugin index'
  | 'plugin contract'
  | 'plugin tables'
  | 'plugin migrations'
  | 'plugin rules'
  | 'plugin queries'
  | 'plugin rooms'
  | 'plugin console'

/** `value`: anything; `type`: types only. What a row does not name is forbidden. */
export type Row = Readonly<Partial<Record<Place, 'value' | 'type'>>>

const declarations = {
  core: 'value',
  'plugin contract': 'type',
  'plugin tables': 'type',
  'plugin rules': 'value',
  'plugin queries': 'value',
  'plugin rooms': 'value',
} as const

/** Who may import whom: the table of the architecture. Within a plugin the rows are about its own rooms. */
export const IMPORT_TABLE: Readonly<Record<Place, Row>> = {
  core: { core: 'value' },
  server: { server: 'value', core: 'value', 'plugin index': 'value', 'plugin contract': 'type' },
  ui: { ui: 'value' },
  web: { web: 'value', ui: 'value', 'plugin console': 'value' },
  // Knows the endpoint and the schema, as whoever calls from outside does.
  'load test': { 'load test': 'value', 'data sets': 'value' },
  // Measures the database, which has no door to the outside.
  'row bench': { 'row bench': 'value', 'data sets': 'value', core: 'value' },
  // Prepares, starts and judges a load test; what k6 runs is a load test itself.
  'load runner': {
    'load runner': 'value',
    'load test': 'value',
    'row bench': 'value',
    'data sets': 'value',
    server: 'value',
    core: 'value',
  },
  // Fills a database as the product's commands do.
  'data sets': { 'data sets': 'value', server: 'value', core: 'value' },
  'plugin index': { ...declarations, 'plugin migrations': 'value' },
  'plugin contract': { core: 'type', 'plugin contract': 'type' },
  'plugin tables': { core: 'type', 'plugin contract': 'type', 'plugin tables': 'type' },
  'plugin migrations': { core: 'value', 'plugin migrations': 'value' },
  'plugin rules': { core: 'type', 'plugin contract': 'type', 'plugin tables': 'type', 'plugin rules': 'value' },
  'plugin queries': { core: 'value', 'plugin contract': 'type', 'plugin tables': 'type', 'plugin queries': 'value' },
  'plugin rooms': declarations,
  'plugin console': { ui: 'value', 'plugin console': 'value' },
}

/** What rows of one plugin may import of another: the types of its contract. */
export const OF_ANOTHER_PLUGIN: Row = { 'plugin contract': 'type' }

/** The arithmetic of the clock: pure, and all that rules take from core beside types. */
export const PURE_OF_CORE: ReadonlySet<string> = new Set([
  'counted',
  'DAY_MS',
  'DAY_UNITS',
  'dueThreshold',
  'hasPassed',
  'instantAt',
  'isLate',
  'isWorkday',
  'localDate',
  'suspendedUnits',
  'workTime',
])

/** Packages of the registry that a place may not import, and why. */
export const FORBIDDEN_PACKAGES: readonly { readonly from: Place; readonly packages: RegExp; readonly why: string }[] =
  [
    { from: 'plugin rules', packages: /./, why: 'rules are pure and import nothing' },
    { from: 'plugin queries', packages: /^(graphql|@pothos\/.*)$/, why: 'queries know no GraphQL' },
    {
      from: 'plugin console',
      packages: /^(pg|kysely|graphql-yoga|@pothos\/.*)$/,
      why: 'the console knows only the API',
    },
    { from: 'ui', packages: /^(pg|kysely|graphql-yoga|@pothos\/.*)$/, why: 'the console knows only the API' },
    { from: 'web', packages: /^(pg|kysely|graphql-yoga|@pothos\/.*)$/, why: 'the console knows only the API' },
  ]

const rooms: readonly (readonly [RegExp, Place])[] = [
  [/^src\/index\.ts$/, 'plugin index'],
  [/^src\/contract\.ts$/, 'plugin contract'],
  [/^src\/tables\.ts$/, 'plugin tables'],
  [/^src\/migrations\//, 'plugin migrations'],
  [/^src\/rules\//, 'plugin rules'],
  [/^src\/queries\//, 'plugin queries'],
  [/^src\//, 'plugin rooms'],
  [/^console\//, 'plugin console'],
]

const packages: readonly (readonly [RegExp, Place])[] = [
  [/^server\/core\/src\//, 'core'],
  [/^server\/app\/src\//, 'server'],
  [/^web\/core\/src\//, 'ui'],
  [/^web\/app\/src\//, 'web'],
  [/^loadtest\/(row-security|bench|profile)\//, 'row bench'],
  [/^loadtest\/run\//, 'load runner'],
  [/^loadtest\/data\//, 'data sets'],
  [/^loadtest\//, 'load test'],
]

/** Where a file lies, and in which plugin; undefined for tests, tools and other files that the table is not about. */
export function placeOf(path: string): { readonly place: Place; readonly plugin: string | undefined } | undefined {
  const [, plugin, rest] = /^plugins\/([^/]+)\/(.+)$/.exec(path) ?? []
  const table = plugin === undefined ? packages : rooms
  const found = table.find(([pattern]) => pattern.test(rest ?? path))
  return found && { place: found[1], plugin }
}

/** Where the name of a workspace package leads. */
export function fileOfPackage(specifier: string): string | undefined {
  const [, name, entry = ''] = /^@zhikong\/([a-z]+)(\/.*)?$/.exec(specifier) ?? []
  if (name === undefined) return undefined
  const folders: Readonly<Record<string, string>> = {
    core: 'server/core',
    server: 'server/app',
    ui: 'web/core',
    web: 'web/app',
  }
  if (Object.hasOwn(folders, name)) return `${folders[name]}/src/index.ts`
  return `plugins/${name}/${entry === '/console' ? 'console/index.ts' : `src${entry || '/index'}.ts`}`
}
