import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const schema = buildSchema(readFileSync(join(root, 'server/app/schema.graphql'), 'utf8'))

/** The GraphQL documents of a module: strings, queries, and functions of a number that make one. */
const documents = (module: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] =>
  Object.entries(module).flatMap(([name, value]) => {
    const made: unknown = typeof value === 'function' ? (value as (n: number) => unknown)(3) : value
    if (typeof made === 'string' && /^(query|mutation|subscription) /.test(made)) return [[name, made] as const]
    if (typeof made === 'object' && made !== null && 'text' in made && typeof made.text === 'string')
      return [[name, made.text] as const]
    return []
  })

const files = await Array.fromAsync(
  glob(['web/app/src/**/*.query.ts', 'web/core/src/**/*query.ts', 'plugins/efficiency/console/**/*.query.ts'], {
    cwd: root,
  }),
)
const found = (
  await Promise.all(
    files.map(async (file) =>
      documents((await import(join(root, file))) as Record<string, unknown>).map(
        ([name, text]) => [`${file} ${name}`, text] as const,
      ),
    ),
  )
).flat()

describe('the queries of the console', () => {
  it('are found', () => expect(found.length).toBeGreaterThan(12))

  it.each(found)('%s fits schema.graphql', (_, text) => {
    expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([])
  })
})
