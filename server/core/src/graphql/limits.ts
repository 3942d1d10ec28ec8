import {
  GraphQLError,
  Kind,
  Lexer,
  parse,
  Source,
  TokenKind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type ParseOptions,
  type SelectionSetNode,
} from 'graphql'
import type { Text } from '../text.ts'
import { fault, invalid, type Fault } from './fault.ts'

/** What one document may ask for. The console's largest query and a full introspection stay well below. */
export const LIMITS = {
  /** Characters of a document; variables carry the data. */
  characters: 65_536,
  tokens: 4_000,
  /** Brackets within brackets, before anything is parsed. */
  nesting: 60,
  /** Fields within fields. */
  depth: 10,
  /** The same below `__schema` and `__type`, where the usual introspection goes to 15. */
  introspectionDepth: 20,
  aliases: 30,
  /** Fields, times the size of the pages they are in. */
  cost: 20_000,
} as const

const PAGE_WHEN_UNKNOWN = 50
const LARGEST_PAGE = 500

function exceeded(what: Text, limit: number): Fault {
  return fault('LIMIT_EXCEEDED', {
    detail: {
      'zh-CN': `${what['zh-CN']}最多 ${limit}。请拆成几个较小的请求。`,
      en: `${what.en}: at most ${limit}. Ask in several smaller requests.`,
    },
  })
}

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L])
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R])

/** Walks the tokens, so that the recursive parser never sees a document that could exhaust it. */
function checkTokens(source: Source): void {
  const lexer = new Lexer(source)
  let nesting = 0
  for (let count = 1; lexer.advance().kind !== TokenKind.EOF; count += 1) {
    const { kind, value } = lexer.token
    if (count > LIMITS.tokens) throw exceeded({ 'zh-CN': '查询的词元数', en: 'Tokens of a document' }, LIMITS.tokens)
    if (OPENING.has(kind)) nesting += 1
    if (CLOSING.has(kind)) nesting -= 1
    if (nesting > LIMITS.nesting) {
      throw exceeded({ 'zh-CN': '查询的括号层数', en: 'Nested brackets of a document' }, LIMITS.nesting)
    }
    if (value?.includes('\0') === true) {
      throw invalid({ 'zh-CN': '文本中不能有空字符（NUL）。', en: 'A text cannot hold the character NUL.' })
    }
  }
}

type Size = { readonly depth: number; readonly introspection: number; readonly aliases: number; readonly cost: number }

const NOTHING: Size = { depth: 0, introspection: 0, aliases: 0, cost: 0 }

function together(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    introspection: Math.max(a.introspection, b.introspection),
    aliases: a.aliases + b.aliases,
    cost: a.cost + b.cost,
  }
}

function pageOf(field: FieldNode): number {
  const first = field.arguments?.find((argument) => argument.name.value === 'first')?.value
  if (first === undefined) return 1
  if (first.kind !== Kind.INT) return PAGE_WHEN_UNKNOWN
  return Math.min(Math.max(Number(first.value), 1), LARGEST_PAGE)
}

/** Measures a document, each fragment once, however often it is spread. */
function sizer(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const known = new Map<string, Size>()

  function ofFragment(name: string): Size {
    const size = known.get(name)
    if (size !== undefined) return size
    known.set(name, NOTHING) // a cycle ends here; validation refuses it
    const measured = ofSelections(fragments.get(name)?.selectionSet)
    known.set(name, measured)
    return measured
  }

  function ofField(field: FieldNode): Size {
    const inner = ofSelections(field.selectionSet)
    const aliases = inner.aliases + (field.alias === undefined ? 0 : 1)
    const cost = 1 + pageOf(field) * inner.cost
    const { value: name } = field.name
    if (name === '__schema' || name === '__type') {
      return { depth: 1, introspection: 1 + Math.max(inner.depth, inner.introspection), aliases, cost }
    }
    return { depth: 1 + inner.depth, introspection: inner.introspection, aliases, cost }
  }

  function ofSelections(set: SelectionSetNode | undefined): Size {
    return (set?.selections ?? []).reduce<Size>((sum, selection) => {
      if (selection.kind === Kind.FIELD) return together(sum, ofField(selection))
      if (selection.kind === Kind.INLINE_FRAGMENT) return together(sum, ofSelections(selection.selectionSet))
      return together(sum, ofFragment(selection.name.value))
    }, NOTHING)
  }

  return ofSelections
}

function checkSize(document: DocumentNode): void {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  const ofSelections = sizer(new Map(fragments.map((fragment) => [fragment.name.value, fragment])))
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const { depth, introspection, aliases, cost } = ofSelections(definition.selectionSet)
    if (depth > LIMITS.depth) throw exceeded({ 'zh-CN': '查询的层数', en: 'Depth of a document' }, LIMITS.depth)
    if (introspection > LIMITS.introspectionDepth) {
      throw exceeded({ 'zh-CN': '自省查询的层数', en: 'Depth of an introspection' }, LIMITS.introspectionDepth)
    }
    if (aliases > LIMITS.aliases) throw exceeded({ 'zh-CN': '别名数', en: 'Aliases of a document' }, LIMITS.aliases)
    if (cost > LIMITS.cost) {
      throw exceeded({ 'zh-CN': '查询的工作量（字段数乘以页大小）', en: 'Fields times page sizes' }, LIMITS.cost)
    }
  }
}

/** Parses a document within the limits; throws LIMIT_EXCEEDED, INVALID_INPUT or the parser's own error. */
export function parseWithinLimits(input: string | Source, options?: ParseOptions): DocumentNode {
  const source = typeof input === 'string' ? new Source(input) : input
  if (source.body.length > LIMITS.characters) {
    throw exceeded({ 'zh-CN': '查询的字符数', en: 'Characters of a document' }, LIMITS.characters)
  }
  checkTokens(source)
  const document = parse(source, options)
  checkSize(document)
  if (document.definitions.some((definition) => definition.kind === Kind.OPERATION_DEFINITION)) return document
  throw new GraphQLError('The document has no operation.')
}
