import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Builder } from '../../src/graphql/builder.ts'
import type { AnyPlugin } from '../../src/plugin.ts'
import { CHECKS } from '../../src/testing/conformance/checks.ts'
import { readPackage, type PackageFiles } from '../../src/testing/conformance/package-files.ts'
import { createTestDatabase, type TestDatabase } from '../../src/testing/database.ts'
import { planted, sound } from './fixture-plugin.ts'

const files: PackageFiles = new Map([
  ['README.md', '6.4-a parks.read parks.bench.repaired benches bench-count bench-repair'],
  ['package.json', '{"name":"@x/parks","exports":{".":"","./contract":"","./console":""}}'],
  ['src/index.ts', 'export const parks = definePlugin<Parks>({})\n'],
  ['src/contract.ts', ''],
  ['src/queries/bench.ts', ''],
  ['test/plugin.test.ts', 'describePlugin(parks)'],
  ['test/queries/bench.test.ts', "test('counts benches, clause 6.4-a')"],
])

const withFiles = (...changes: readonly (readonly [string, string])[]): PackageFiles => new Map([...files, ...changes])
const without = (path: string): PackageFiles => new Map([...files].filter(([name]) => name !== path))

let coreAlone: TestDatabase
const opened: TestDatabase[] = []

beforeAll(async () => {
  coreAlone = await createTestDatabase()
  opened.push(coreAlone)
})
afterAll(async () => {
  for (const database of opened) await database.close()
})

async function faultsOf(title: string, plugin: AnyPlugin, package_: PackageFiles = files): Promise<readonly string[]> {
  const check = CHECKS.find((it) => it.title.startsWith(title))
  if (check === undefined) throw new Error(`There is no check "${title}"`)
  const migrates = plugin.migrations !== sound.migrations
  const own = migrates ? await createTestDatabase({ plugins: [plugin] }) : coreAlone
  if (migrates) opened.push(own)
  const databases = { coreAlone: coreAlone.database, withPlugin: own.database }
  return check.faults({ plugin, files: package_, ...databases })
}

const migrating = (name: string, statement: string) =>
  planted({
    migrations: { [`0001-${name}`]: { up: async (db: never) => void (await sql.raw(statement).execute(db)) } },
  })

const field = (options: object) =>
  planted({
    schema: (builder: Builder) =>
      builder.queryField('bench', (t) => t.string({ description: 'A bench.', resolve: () => '', ...options } as never)),
  })

describe('the conformance test of plugins', () => {
  test('passes a sound plugin', async () => {
    for (const { title } of CHECKS) expect(await faultsOf(title, sound), title).toEqual([])
  })

  test.each([
    ['a room of another name', withFiles(['src/helpers/bench.ts', '']), 'src/helpers/bench.ts is in no room'],
    ['a file deeper than its room', withFiles(['src/rules/seats/bench.ts', '']), 'src/rules/seats/bench.ts is in no'],
    ['a file in camel case', withFiles(['src/rules/theBench.ts', '']), 'src/rules/theBench.ts is in no room'],
    ['a migration without a number', withFiles(['src/migrations/bench.ts', '']), 'src/migrations/bench.ts is in no'],
    ['no README', without('README.md'), 'README.md is missing'],
    ['a test of a room that is not there', withFiles(['test/rules/a.test.ts', '']), 'there is no src/rules'],
  ])('fails for %s', async (_, package_, fault) => {
    expect(await faultsOf('has the rooms', sound, package_)).toEqual([expect.stringContaining(fault)])
  })

  test.each([
    ['a long index', `export const parks = definePlugin({\n${'\n'.repeat(50)}})\n`, '52 lines'],
    ['a second export', 'export const parks = definePlugin({})\nexport const x = 1\n', 'exports 2 values'],
    ['an index without a plugin', 'const parks = 1\n', 'does not state the plugin'],
  ])('fails for %s', async (_, text, fault) => {
    const faults = await faultsOf('states itself in src/index.ts', sound, withFiles(['src/index.ts', text]))
    expect(faults).toEqual([expect.stringContaining(fault)])
  })

  test.each([
    [
      'a further export',
      '{"name":"@x/parks","exports":{".":"","./contract":"","./console":"","./rules":""}}',
      './rules',
    ],
    ['a missing export', '{"name":"@x/parks","exports":{".":"","./contract":""}}', './console'],
    ['another name', '{"name":"@x/lakes","exports":{".":"","./contract":"","./console":""}}', '@x/lakes'],
  ])('fails for a package with %s', async (_, text, fault) => {
    const faults = await faultsOf('exports', sound, withFiles(['package.json', text]))
    expect(faults).toEqual([expect.stringContaining(fault)])
  })

  test('fails for a clause that no test names', async () => {
    const near = withFiles(['test/queries/bench.test.ts', 'clauses 6.4-ab, 16.4-a and 6x4-a'])
    expect(await faultsOf('names each clause', sound, near)).toEqual(['no test names clause 6.4-a'])
  })

  test('fails for a permission that the README leaves out', async () => {
    const faults = await faultsOf('names what it declares', planted({ permissions: { 'parks.prune': sound.title } }))
    expect(faults).toEqual(['README.md does not name "parks.prune"'])
  })

  test('fails for a mistake in the declaration', async () => {
    const faults = await faultsOf('states itself without', planted({ emits: ['lakes.boat.launched'] }))
    expect(faults).toContainEqual(expect.stringContaining('FOREIGN_EVENT'))
  })

  test.each([
    ['in the schema of core', 'create table core.bench (id int)', 'core.bench is not in the schema "parks"'],
    ['without row-level security', 'create table parks.bench (id int)', 'parks.bench has no forced row-level security'],
    [
      'whose owner passes row-level security',
      'create table parks.open_bench (id int); alter table parks.open_bench enable row level security',
      'parks.open_bench has no forced row-level security',
    ],
    ['without a policy', 'create table parks.lone (id int)', 'parks.lone has no policy'],
  ])('fails for a table %s', async (name, statement, fault) => {
    const plugin = migrating(name.replaceAll(' ', '-'), statement)
    expect(await faultsOf('migrates alone', plugin)).toContain(fault)
  })

  test.each([
    ['without a class', 'create table parks.bench (colour text)', {}, 'parks.bench.colour has no class'],
    [
      'whose class is all there is',
      'select 1',
      { 'parks.bench': { colour: 'public' } },
      'parks.bench.colour has a class, and there is no such column',
    ],
  ])('fails for a column %s', async (name, statement, columns, fault) => {
    const plugin = { ...migrating(name.replaceAll(' ', '-'), statement), columns } as AnyPlugin
    expect(await faultsOf('gives each column', plugin)).toEqual([expect.stringContaining(fault)])
  })

  test.each([
    ['without access', field({}), 'Query.bench has no authScopes'],
    ['open to all', field({ authScopes: { open: true } }), 'Query.bench asks for no permission'],
    ["with another plugin's permission", field({ authScopes: { permission: 'lakes.read' } }), 'asks for "lakes.read"'],
    [
      'without a description',
      field({ authScopes: { permission: 'parks.read' }, description: undefined }),
      'bench has no description',
    ],
  ])('fails for a root field %s', async (_, plugin, fault) => {
    expect((await faultsOf('builds its schema', plugin)).join('\n')).toContain(fault)
  })

  test('fails for a recount that finds what nobody recorded', async () => {
    const ghost = { code: 'benches', title: sound.title, subject: 'own', recount: async () => [{ n: 1 }] }
    const faults = await faultsOf('recounts nothing', planted({ measures: [ghost] }))
    expect(faults).toEqual(['benches counts 1 rows in an empty database'])
  })

  test('fails for an indicator that finds what nobody recorded', async () => {
    const rows = [{ regionId: 1, day: '2026-03-02', n: 7 }]
    const ghost = { code: 'benches', title: sound.title, subject: 'own', recount: async () => rows }
    const faults = await faultsOf('answers 0', planted({ measures: [ghost] }))
    expect(faults).toEqual(['bench-count answers 14 for an empty TOWNSHIP'])
  })

  test('reads a package with all its files', async () => {
    const here = dirname(fileURLToPath(import.meta.url))
    expect([...(await readPackage(join(here, '..', 'plugin'))).keys()]).toContain('conformance.test.ts')
  })
})
