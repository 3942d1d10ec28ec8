import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { importsOf } from './boundaries/imports-of.ts'
import { violations } from './boundaries/violations.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const skipped = new Set(['node_modules', 'build', '.svelte-kit', 'test', 'tools'])

function* sourcesIn(folder: string): Generator<readonly [string, string]> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* sourcesIn(path)
    if (entry.isFile() && /\.(ts|svelte)$/.test(entry.name)) yield [path, readFileSync(join(root, path), 'utf8')]
  }
}

const checkout = new Map(['server', 'plugins', 'web', 'loadtest'].flatMap((folder) => [...sourcesIn(folder)]))
const planted = (path: string, text: string) => violations(new Map([[path, text]]))

describe('who may import whom', () => {
  test('holds in the whole checkout', () => {
    expect(checkout.size).toBeGreaterThan(100)
    expect(violations(checkout)).toEqual([])
  })

  test.each([
    ['core imports a plugin', 'server/core/src/cases/a.ts', "import { efficiency } from '@zhikong/efficiency'"],
    [
      'core imports the types of a plugin',
      'server/core/src/a.ts',
      "import type { X } from '@zhikong/efficiency/contract'",
    ],
    [
      'core imports a plugin by its path',
      'server/core/src/a.ts',
      "export * from '../../../plugins/example/src/index.ts'",
    ],
    ['core imports the server', 'server/core/src/a.ts', "await import('@zhikong/server')"],
    ['the console imports core', 'web/app/src/a.ts', "import type { Host } from '@zhikong/core'"],
    ['a page imports core', 'plugins/example/console/a.svelte', '<script lang="ts">import \'@zhikong/core\'</script>'],
    ['a page imports the rules of its plugin', 'plugins/example/console/a.ts', "import { x } from '../src/rules/a.ts'"],
    ['a page imports the database', 'plugins/example/console/a.ts', "import { sql } from 'kysely'"],
    ['the design system imports a plugin', 'web/core/src/a.ts', "import '@zhikong/example/console'"],
    ['a load test imports core', 'loadtest/rollup/a.ts', "import type { Database } from '@zhikong/core'"],
    ['a load test imports what runs it', 'loadtest/k6/a.ts', "import '../run/stage.ts'"],
    ['a load test imports the bench', 'loadtest/rollup/a.ts', "import '../row-security/measure.ts'"],
    ['the bench imports a plugin', 'loadtest/row-security/a.ts', "import { efficiency } from '@zhikong/efficiency'"],
    ['the server imports a page', 'server/app/src/a.ts', "import page from '@zhikong/example/console'"],
    ['a plugin imports the value of another', 'plugins/a/src/jobs/a.ts', "import { b } from '@zhikong/b'"],
    ['a plugin imports the value of a contract', 'plugins/a/src/jobs/a.ts', "import { b } from '@zhikong/b/contract'"],
    [
      'a plugin imports types beside a contract',
      'plugins/a/src/jobs/a.ts',
      "import type { B } from '@zhikong/b/tables'",
    ],
    [
      'a rule imports the value of core',
      'plugins/a/src/rules/a.ts',
      "import { fault, localDate } from '@zhikong/core'",
    ],
    ['a rule imports all of core', 'plugins/a/src/rules/a.ts', "import * as core from '@zhikong/core'"],
    ['a rule imports a package', 'plugins/a/src/rules/a.ts', "import { sql } from 'kysely'"],
    ['a rule imports a query', 'plugins/a/src/rules/a.ts', "import { x } from '../queries/a.ts'"],
    ['a query imports a rule', 'plugins/a/src/queries/a.ts', "import { x } from '../rules/a.ts'"],
    ['a query imports GraphQL', 'plugins/a/src/queries/a.ts', "import { GraphQLError } from 'graphql'"],
    ['a query imports its index', 'plugins/a/src/queries/a.ts', "import { a } from '../index.ts'"],
    ['a migration imports a query', 'plugins/a/src/migrations/0001-a.ts', "import { x } from '../queries/a.ts'"],
    ['a room imports its index', 'plugins/a/src/handlers/a.ts', "import { a } from '../index.ts'"],
    [
      'a package is entered by a path',
      'plugins/a/src/handlers/a.ts',
      "import { a } from '../../../../server/core/src/index.ts'",
    ],
    ['a contract imports a value', 'plugins/a/src/contract.ts', "import { x } from './tables.ts'"],
  ])('fails when %s', (_, path, text) => {
    expect(planted(path, text)).toHaveLength(1)
  })

  test('fails for a cycle of contracts', () => {
    const hears = (plugin: string) => `import type { Events } from '@zhikong/${plugin}/contract'`
    const sources = new Map([
      ['plugins/a/src/tables.ts', hears('b')],
      ['plugins/b/src/tables.ts', hears('c')],
      ['plugins/c/src/tables.ts', hears('a')],
    ])
    expect(violations(sources)).toEqual(['plugins form a cycle: a → b → c → a'])
    expect(violations(new Map([...sources].slice(0, 2)))).toEqual([])
  })

  test('reads imports of every form', () => {
    const text = `import a, { type B } from 'a'
      import { type C, type D } from 'b'
      import type { E } from 'c'
      export type { F } from 'd'
      export { g } from 'e'
      import 'f'
      const h = await import('g')
      let i: import('h').I // import 'not-this'`
    expect(importsOf('x.ts', text).map(({ specifier, typeOnly }) => `${specifier} ${typeOnly}`)).toEqual([
      'a false',
      'b true',
      'c true',
      'd true',
      'e false',
      'f false',
      'g false',
      'h true',
    ])
  })
})

test('there is one copy of graphql', () => {
  const packages = ['server/core', 'server/app', 'plugins/efficiency', 'plugins/example', 'web/core']
  const found = packages.map((folder) => createRequire(join(root, folder, 'package.json')).resolve('graphql'))
  const throughLibrary = createRequire(realpathSync(join(root, 'server/core/node_modules/@pothos/core/package.json')))
  const copies = new Set([...found, throughLibrary.resolve('graphql')].map((path) => dirname(realpathSync(path))))
  expect([...copies]).toHaveLength(1)
})
