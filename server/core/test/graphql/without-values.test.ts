import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { withoutValues } from '../../src/graphql/without-values.ts'

const schema = buildSchema(`
  enum Kind { PERSON ORGANISATION }
  input Applicant { name: String! kind: Kind age: Int ok: Boolean at: Float }
  input Event { id: ID! applicant: Applicant }
  type Query { take(input: [Event!]!, text: String): Int }
`)
const CANARY = '张某某 "4301"; 19900000001'

/** What GraphQL says of a request. */
const saidOf = (source: string, variableValues: Record<string, unknown> = {}): readonly string[] => {
  try {
    const document = parse(source)
    const errors = validate(schema, document)
    if (errors.length > 0) return errors.map(({ message }) => message)
    const result = execute({ schema, document, variableValues })
    return 'errors' in result ? (result.errors ?? []).map(({ message }) => message) : []
  } catch (error) {
    return error instanceof GraphQLError ? [error.message] : []
  }
}

const byVariable = (input: unknown) => saidOf('query ($input: [Event!]!) { take(input: $input) }', { input })
const inline = (applicant: string) => saidOf(`{ take(input: [{ id: 1, applicant: ${applicant} }]) }`)
const quoted = JSON.stringify(CANARY)

describe('what is said of a wrong request', () => {
  test.each([
    ['a text for an object', byVariable([{ id: '1', applicant: CANARY }])],
    ['a list for a text', byVariable([{ id: '1', applicant: { name: [CANARY] } }])],
    ['an object for a text', byVariable([{ id: '1', applicant: { name: { [`x`]: CANARY } } }])],
    ['a text for a member of an enum', byVariable([{ id: '1', applicant: { name: 'x', kind: CANARY } }])],
    ['a number for a member of an enum', byVariable([{ id: '1', applicant: { name: CANARY, kind: 19900000001 } }])],
    ['a text for a number', byVariable([{ id: '1', applicant: { name: 'x', age: CANARY } }])],
    ['a large number', byVariable([{ id: '1', applicant: { name: 'x', age: 19900000001 } }])],
    ['a text for yes or no', byVariable([{ id: '1', applicant: { name: 'x', ok: CANARY } }])],
    ['a text for a fraction', byVariable([{ id: '1', applicant: { name: 'x', at: CANARY } }])],
    ['a number for a text', byVariable([{ id: '1', applicant: { name: 19900000001 } }])],
    ['an unknown field', byVariable([{ id: '1', applicant: { name: CANARY }, extra: CANARY }])],
    ['a field too few', byVariable([{ applicant: { name: CANARY } }])],
    ['a text for the list', byVariable(CANARY)],
    ['a text in the document for an object', inline(quoted)],
    ['a text in the document for a number', inline(`{ name: "x", age: ${quoted} }`)],
    ['a number in the document for a text', inline('{ name: 19900000001 }')],
    ['a text in the document for an enum', inline(`{ name: "x", kind: ${quoted} }`)],
    ['a list in the document for a text', inline(`{ name: [${quoted}] }`)],
    ['a text where none may stand', saidOf(`{ take(input: [] ${quoted}) }`)],
    ['a number where none may stand', saidOf('{ take(input: []) } 19900000001')],
    ['a text after a text', inline(`{ name: ${quoted} ${quoted} }`)],
  ])('names the place of %s and not what came', (_what, messages) => {
    expect(messages.length).toBeGreaterThan(0)
    for (const message of messages) {
      const said = withoutValues(message)
      expect(said).not.toMatch(/某某|4301|19900000001/u)
      expect(said.length).toBeGreaterThan(15)
    }
  })

  test('keeps the place and the reason', () => {
    const [message = ''] = byVariable([{ id: '1', applicant: { name: 'x', extra: CANARY } }])
    expect(withoutValues(message)).toBe(
      'Variable "$input" got invalid value at "input[0].applicant"; Field "extra" is not defined by type "Applicant".',
    )
  })

  test('leaves other sentences as they are', () => {
    for (const said of ['Cannot query field "x" on type "Query".', 'Unknown argument "a" on field "Query.b".']) {
      expect(withoutValues(said)).toBe(said)
    }
  })
})
