import type { ErrorCode } from '../../src/graphql/messages.ts'

const deep = (levels: number) => `{ node { ${'next { '.repeat(levels)} name ${'} '.repeat(levels)} } }`

const doubling = (times: number, body: (n: number) => string) =>
  Array.from({ length: times }, (_, n) => `fragment F${n} on Node { ${body(n)} }`).join(' ')

/** A request as JSON text, and the code of the answer that every transport gives. */
export type Hostile = { readonly json: string; readonly code: ErrorCode }

const asked = (query: string, code: Hostile['code'], variables?: unknown): Hostile => ({
  json: JSON.stringify({ query, variables }),
  code,
})
const echoed = (variables: string, code: Hostile['code'] = 'INVALID_INPUT'): Hostile => ({
  json: `{"query":"query ($text: String) { echo(text: $text) }","variables":${variables}}`,
  code,
})
const counted = (first: string): Hostile => ({
  json: `{"query":"query ($n: Int) { node { list(first: $n) { name } } }","variables":{"n":${first}}}`,
  code: 'INVALID_INPUT',
})

/** Requests that are well-formed JSON and that no server should run. */
export const HOSTILE: Readonly<Record<string, Hostile>> = {
  'a syntax error': asked('{ node', 'INVALID_INPUT'),
  'an unknown field': asked('{ nothing }', 'INVALID_INPUT'),
  'an empty document': asked('', 'INVALID_INPUT'),
  'fragments alone': asked('fragment A on Node { name }', 'INVALID_INPUT'),
  'depth 11': asked(deep(9), 'LIMIT_EXCEEDED'),
  'depth 5,000': asked(deep(5_000), 'LIMIT_EXCEEDED'),
  'brackets 20,000 deep': asked(`{ echo(text: ${'['.repeat(20_000)}`, 'LIMIT_EXCEEDED'),
  '31 aliases': asked(`{ ${Array.from({ length: 31 }, (_, n) => `a${n}: echo`).join(' ')} }`, 'LIMIT_EXCEEDED'),
  '1,000 aliases': asked(`{ ${Array.from({ length: 1_000 }, (_, n) => `a${n}: echo`).join(' ')} }`, 'LIMIT_EXCEEDED'),
  '2,001 tokens': asked(`{ ${'echo '.repeat(1_999)} }`, 'LIMIT_EXCEEDED'),
  'pages of pages': asked('{ node { list(first: 200) { list(first: 200) { name } } } }', 'LIMIT_EXCEEDED'),
  'pages of pages by default': asked('{ node { list { list { list { name } } } } }', 'LIMIT_EXCEEDED'),
  'pages of pages by variables': asked(
    'query ($n: Int) { node { list(first: $n) { list(first: $n) { name } } } }',
    'LIMIT_EXCEEDED',
    { n: 1 },
  ),
  'lists in lists': asked(`{ node { ${'all { '.repeat(5)} name ${'} '.repeat(5)} } }`, 'LIMIT_EXCEEDED'),
  'fragments that double 16 times': asked(
    `{ node { ...F0 } } ${doubling(16, (n) => `a: next { ...F${n + 1} } b: next { ...F${n + 1} }`)} fragment F16 on Node { name }`,
    'LIMIT_EXCEEDED',
  ),
  'fragments that double 16 times on one level': asked(
    `{ node { ...F0 } } ${doubling(16, (n) => `...F${n + 1} ... on Node { ...F${n + 1} }`)} fragment F16 on Node { name }`,
    'LIMIT_EXCEEDED',
  ),
  'fragments in a circle': asked(
    '{ node { ...A } } fragment A on Node { next { ...B } } fragment B on Node { next { ...A } }',
    'INVALID_INPUT',
  ),
  'a fragment that is itself': asked('{ node { ...A } } fragment A on Node { ...A }', 'INVALID_INPUT'),
  introspection: asked('{ __schema { types { name } } }', 'FORBIDDEN'),
  'introspection of a type': asked('{ __type(name: "Node") { name } }', 'FORBIDDEN'),
  'a subscription to nothing': asked('subscription { ticks @skip(if: true) }', 'INVALID_INPUT'),
  'a subscription to nothing by a fragment': asked(
    'subscription { ...A } fragment A on Subscription { ticks @include(if: false) }',
    'INVALID_INPUT',
  ),
  'a subscription to two things': asked('subscription { ticks guarded }', 'INVALID_INPUT'),
  'introspection in a fragment': asked('{ ...A } fragment A on Query { __schema { types { name } } }', 'FORBIDDEN'),
  'introspection in depth': asked(
    `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} } '.repeat(4)} } } }`,
    'FORBIDDEN',
  ),
  'a document of 70 kB': asked(`{ echo } #${'x'.repeat(70_000)}`, 'LIMIT_EXCEEDED'),
  'NUL in a literal': asked('{ echo(text: "a\\u0000b") }', 'INVALID_INPUT'),
  'NUL in a variable': echoed('{"text":"a\\u0000b"}'),
  'NUL in a key': echoed('{"te\\u0000xt":"a"}'),
  'NUL in the name of the operation': { json: '{"query":"{ echo }","operationName":"\\u0000"}', code: 'INVALID_INPUT' },
  'a lone surrogate in a variable': echoed('{"text":"a\\ud800"}'),
  'a lone surrogate in a literal': asked('{ echo(text: "\\ud800") }', 'INVALID_INPUT'),
  'a lone surrogate in the document': asked('{ echo # \ud800\n }', 'INVALID_INPUT'),
  'a variable of a wrong type': echoed('{"text":7}'),
  'a long variable of a wrong type': echoed(`{"text":["${'x'.repeat(100_000)}"]}`),
  'an instant without offset': asked('{ echo(at: "2026-03-02T09:00:00") }', 'INVALID_INPUT'),
  'a day that does not exist': asked('{ echo(at: "2026-02-30T09:00:00Z") }', 'INVALID_INPUT'),
  'an ancient instant': asked('{ echo(at: "0001-01-01T00:00:00Z") }', 'INVALID_INPUT'),
  'an instant far in the future': asked('{ echo(at: "9999-12-31T00:00:00Z") }', 'INVALID_INPUT'),
  'an operation that is not there': {
    json: '{"query":"query A { echo }","operationName":"B"}',
    code: 'INVALID_INPUT',
  },
  'two operations and no name': asked('query A { echo } query B { echo }', 'INVALID_INPUT'),
  'the key __proto__': echoed('{"__proto__":{"polluted":1},"text":"x"}'),
  'the key __proto__ within': echoed('{"text":{"a":[{"__proto__":{"polluted":1}}]}}'),
  'the key constructor': echoed('{"constructor":{"prototype":{"polluted":1}}}'),
  '1e400': counted('1e400'),
  '2^53 + 1': counted('9007199254740993'),
  'a fraction': counted('0.5'),
  'variables nested 1,000 deep': echoed(`{"text":${'['.repeat(1_000)}${']'.repeat(1_000)}}`, 'LIMIT_EXCEEDED'),
  'a document that is not known': { json: '{"query":"","extensions":{"documentId":"0"}}', code: 'INVALID_INPUT' },
  'a document by text and by id': {
    json: '{"query":"{ echo }","extensions":{"documentId":"0"}}',
    code: 'INVALID_INPUT',
  },
  '1,001 items in a list': asked('query ($texts: [String!]) { count(texts: $texts) }', 'TOO_MANY_ITEMS', {
    texts: Array.from({ length: 1_001 }, () => 'x'),
  }),
  'an answer of 1,001 items': asked('{ node { long { name } } }', 'LIMIT_EXCEEDED'),
}
