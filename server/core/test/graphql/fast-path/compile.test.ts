import { parse, print } from 'graphql'
import { expect, test } from 'vitest'
import { createCompile } from '../../../src/graphql/fast-path/compile.ts'
import { createPreparedDocuments } from '../../../src/graphql/fast-path/prepared-documents.ts'
import { withoutArguments } from '../../../src/graphql/fast-path/without-arguments.ts'
import { parserWithinLimits } from '../../../src/graphql/parse-within-limits.ts'
import { oddSchema } from './odd-schema.ts'

const schema = oddSchema()
const documents = createPreparedDocuments(schema, parserWithinLimits(schema, false))
const compile = createCompile(schema)

function compiled(query: string) {
  const prepared = documents.prepare({ query })
  if (prepared === null) throw new Error(`${query} is not valid`)
  return compile(prepared)
}

test.each([
  '{ planted __typename }',
  'query ($text: String!, $n: Int = 2) { odd { said(text: $text, times: $n) } odds { name } }',
  '{ odd { said(times: 2, share: 1.5, level: HIGH, text: null) } }',
  '{ odd { said(text: "a", point: {x: 1, names: ["a"]}) } }',
  'query ($x: Int!) { odd { said(point: {x: $x}) } }',
  '{ odd { ...F items { ... on Odd { later } } } } fragment F on Odd { name }',
])('%s becomes code', (query) => {
  expect(compiled(query)).not.toBeNull()
})

test('nothing that is written as an argument is given to be compiled', () => {
  const document = parse(
    'query ($x: Int!) { odd { a: said(text: "ran", point: {x: $x}) ...F } } fragment F on Odd { items { b: said(text: "ran") } }',
  )
  expect(print(withoutArguments(document))).toBe(
    print(parse('query ($x: Int!) { odd { a: said ...F } } fragment F on Odd { items { b: said } }')),
  )
})

test.each([
  ['a condition', 'query ($if: Boolean!) { planted odd @skip(if: $if) { name } }'],
  ['a condition in a fragment', '{ odd { ...F } } fragment F on Odd { name @include(if: true) }'],
  ['a name that could be another', '{ odd { a_b: name } }'],
  ['a name that objects have', '{ odd { __proto__: name } }'],
  ['a union', '{ odd { either { __typename } } }'],
  ['a change', 'mutation { touch }'],
])('%s is left to graphql-js', (_what, query) => {
  expect(compiled(query)).toBeNull()
})
