import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { buildApiSchema, declare, servicesWithoutDatabase } from '@zhikong/core'
import { expect, test } from 'vitest'
import { parserWithinLimits } from '../../../core/src/graphql/parse-within-limits.ts'
import { plugins } from '../../src/plugins.ts'
import { checkout } from '../docs/code-blocks.ts'

const schema = buildApiSchema(servicesWithoutDatabase(declare(plugins)))

const isDocument = (text: unknown): text is string =>
  typeof text === 'string' && /^(?:query|mutation|subscription)\b/u.test(text)

/** The documents of a module: texts, queries with a text, and functions of a number that make one. */
function documentsOf(module: object): readonly (readonly [name: string, text: string])[] {
  return Object.entries(module).flatMap(([name, value]: readonly [string, unknown]) => {
    const made: unknown = typeof value === 'function' ? (value as (n: number) => unknown)(3) : value
    const text = typeof made === 'object' && made !== null && 'text' in made ? made.text : made
    return isDocument(text) ? [[name, text] as const] : []
  })
}

const patterns = ['web/*/src/**/*query.ts', 'plugins/*/console/**/*.query.ts']
const modules: (readonly [string, object])[] = []
for await (const path of glob(patterns, { cwd: checkout })) {
  modules.push([path, (await import(join(checkout, path))) as object])
}
const documents = modules.flatMap(([path, module]) =>
  documentsOf(module).map(([name, text]) => [`${path} ${name}`, text] as const),
)

test.each(documents)('%s stays within the limits, without introspection', (_name, text) => {
  expect(() => parserWithinLimits(schema, false)(text)).not.toThrow()
})

test('the documents are found', () => expect(documents.length).toBeGreaterThan(12))
