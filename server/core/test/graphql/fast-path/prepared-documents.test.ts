import { expect, test } from 'vitest'
import { createPreparedDocuments } from '../../../src/graphql/fast-path/prepared-documents.ts'
import { parserWithinLimits } from '../../../src/graphql/parse-within-limits.ts'
import { oddSchema } from './odd-schema.ts'

const schema = oddSchema()
const parse = parserWithinLimits(schema, true)

test('remembers so many documents, of so many characters, and no more', () => {
  const documents = createPreparedDocuments(schema, parse, { operations: 10, characters: 1_000 })
  for (let n = 0; n < 50; n += 1) documents.prepare({ query: `{ a${n}: planted }` })
  expect(documents.size()).toBe(10)
  for (let n = 0; n < 50; n += 1) documents.prepare({ query: `{ a${n}: planted } ${'#'.repeat(300)}` })
  expect(documents.size()).toBe(3)
  expect(documents.prepare({ query: `{ planted } ${'#'.repeat(2_000)}` })).not.toBeNull()
  expect(documents.size()).toBe(3)
})

test('parses a document once for each of its operations', () => {
  const documents = createPreparedDocuments(schema, parse)
  const query = 'query A { planted } query B { odd { name } }'
  const one = documents.prepare({ query, operationName: 'A' })
  expect(documents.prepare({ query, operationName: 'A' })).toBe(one)
  expect(documents.prepare({ query, operationName: 'B' })?.operation.name?.value).toBe('B')
})

test.each([
  { query: '{ nothing }' },
  { query: '{ planted' },
  { query: '{ __schema { queryType { name } } }' },
  { query: '{ planted __type(name: "Odd") { name } }' },
  { query: 'subscription { ticks }' },
  { query: 'query A { planted } query B { planted }' },
  { query: 'query A { planted }', operationName: 'B' },
  { query: 'query A { planted }', operationName: '' },
  { query: '{ planted } subscription B { ticks @skip(if: true) }' },
])('leaves $query to the specification server', (asked) => {
  const documents = createPreparedDocuments(schema, parse)
  expect(documents.prepare(asked)).toBeNull()
  expect(documents.size()).toBe(0)
})

test('no name of an operation reaches into a document', () => {
  const documents = createPreparedDocuments(schema, parse)
  documents.prepare({ query: 'query A { planted }\nquery B { odd { name } }', operationName: 'A' })
  expect(documents.prepare({ query: 'query B { odd { name } }', operationName: 'Aquery A { planted }\n' })).toBeNull()
  documents.prepare({ query: '1:Aquery B { planted }' })
  expect(documents.prepare({ query: '{ planted }', operationName: '' })).toBeNull()
})
