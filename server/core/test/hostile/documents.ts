const deep = (levels: number) => `{ node { ${'next { '.repeat(levels)} name ${'} '.repeat(levels)} } }`

type Hostile = { readonly body: unknown; readonly code: 'INVALID_INPUT' | 'LIMIT_EXCEEDED' }

const echo = 'query ($text: String) { echo(text: $text) }'

/** Requests that are well-formed JSON and that no server should do; each is answered with one code, over every transport. */
export const HOSTILE: Readonly<Record<string, Hostile>> = {
  'a syntax error': { body: { query: '{ node' }, code: 'INVALID_INPUT' },
  'an unknown field': { body: { query: '{ nothing }' }, code: 'INVALID_INPUT' },
  'an empty document': { body: { query: '' }, code: 'INVALID_INPUT' },
  'fragments alone': { body: { query: 'fragment A on Node { name }' }, code: 'INVALID_INPUT' },
  'depth 11': { body: { query: deep(9) }, code: 'LIMIT_EXCEEDED' },
  'depth 5,000': { body: { query: deep(5_000) }, code: 'LIMIT_EXCEEDED' },
  'brackets 20,000 deep': { body: { query: `{ echo(text: ${'['.repeat(20_000)}` }, code: 'LIMIT_EXCEEDED' },
  '31 aliases': {
    body: { query: `{ ${Array.from({ length: 31 }, (_, n) => `a${n}: echo`).join(' ')} }` },
    code: 'LIMIT_EXCEEDED',
  },
  '5,000 fields': { body: { query: `{ ${'echo '.repeat(5_000)} }` }, code: 'LIMIT_EXCEEDED' },
  'pages of pages': {
    body: { query: '{ node { list(first: 500) { list(first: 500) { list(first: 500) { name } } } } }' },
    code: 'LIMIT_EXCEEDED',
  },
  'fragments that double 16 times': {
    body: {
      query: `{ node { ...F0 } } ${Array.from({ length: 16 }, (_, n) => `fragment F${n} on Node { a: next { ...F${n + 1} } b: next { ...F${n + 1} } }`).join(' ')} fragment F16 on Node { name }`,
    },
    code: 'LIMIT_EXCEEDED',
  },
  'fragments in a circle': {
    body: { query: '{ node { ...A } } fragment A on Node { next { ...B } } fragment B on Node { next { ...A } }' },
    code: 'INVALID_INPUT',
  },
  'introspection in depth': {
    body: { query: `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} } '.repeat(4)} } } }` },
    code: 'INVALID_INPUT',
  },
  'a document of a megabyte': { body: { query: `{ echo } #${'x'.repeat(1_000_000)}` }, code: 'LIMIT_EXCEEDED' },
  'NUL in a literal': { body: { query: '{ echo(text: "a\\u0000b") }' }, code: 'INVALID_INPUT' },
  'NUL in a variable': { body: { query: echo, variables: { text: 'a\0b' } }, code: 'INVALID_INPUT' },
  'NUL in a key': { body: { query: echo, variables: { 'te\0xt': 'a' } }, code: 'INVALID_INPUT' },
  'a lone surrogate in a variable': { body: { query: echo, variables: { text: 'a\ud800' } }, code: 'INVALID_INPUT' },
  'a lone surrogate in a literal': { body: { query: '{ echo(text: "\\ud800") }' }, code: 'INVALID_INPUT' },
  'a variable of a wrong type': { body: { query: echo, variables: { text: 7 } }, code: 'INVALID_INPUT' },
  'a long variable of a wrong type': {
    body: { query: echo, variables: { text: ['x'.repeat(100_000)] } },
    code: 'INVALID_INPUT',
  },
  'an instant without offset': {
    body: { query: '{ echo(at: "2026-03-02T09:00:00") }' },
    code: 'INVALID_INPUT',
  },
  'an operation that is not there': { body: { query: 'query A { echo }', operationName: 'B' }, code: 'INVALID_INPUT' },
  'two operations and no name': { body: { query: 'query A { echo } query B { echo }' }, code: 'INVALID_INPUT' },
  'keys of prototypes': {
    body: JSON.parse(`{"query":"${echo}","variables":{"__proto__":{"polluted":1},"text":"x"}}`),
    code: 'INVALID_INPUT',
  },
  'the key constructor': {
    body: { query: echo, variables: { constructor: { prototype: { polluted: 1 } } } },
    code: 'INVALID_INPUT',
  },
  'variables nested 1,000 deep': {
    body: JSON.parse(`{"query":"${echo}","variables":{"text":${'['.repeat(1_000)}${']'.repeat(1_000)}}}`),
    code: 'LIMIT_EXCEEDED',
  },
}
