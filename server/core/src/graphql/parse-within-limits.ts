import {
  GraphQLError,
  Kind,
  Lexer,
  parse,
  Source,
  TokenKind,
  type DocumentNode,
  type GraphQLSchema,
  type ParseOptions,
} from 'graphql'
import { sizer, type Size } from './document-size.ts'
import { fault, invalid } from './fault.ts'
import { exceeded, LIMITS } from './limits.ts'

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

function checkSize({ depth, introspection, aliases, cost }: Size, introspects: boolean): void {
  if (introspection > 0 && !introspects) {
    const detail = {
      'zh-CN': '此处不开放自省；接口模式见 GET /schema.graphql。',
      en: 'Introspection is off; the schema is published at GET /schema.graphql.',
    }
    throw fault('FORBIDDEN', { detail })
  }
  if (depth > LIMITS.depth) throw exceeded({ 'zh-CN': '查询的层数', en: 'Depth of a document' }, LIMITS.depth)
  if (introspection > LIMITS.introspectionDepth) {
    throw exceeded({ 'zh-CN': '自省查询的层数', en: 'Depth of an introspection' }, LIMITS.introspectionDepth)
  }
  if (aliases > LIMITS.aliases) throw exceeded({ 'zh-CN': '别名数', en: 'Aliases of a document' }, LIMITS.aliases)
  if (cost > LIMITS.cost) {
    throw exceeded({ 'zh-CN': '查询的工作量（字段数乘以列表大小）', en: 'Fields times sizes of lists' }, LIMITS.cost)
  }
}

/** Parses a document; throws LIMIT_EXCEEDED, FORBIDDEN, INVALID_INPUT or the parser's own error. */
export type Parse = (input: string | Source, options?: ParseOptions) => DocumentNode

/** Makes the parse function over a schema, within its limits; `introspects` lets documents ask for the schema itself. */
export function parserWithinLimits(schema: GraphQLSchema, introspects: boolean): Parse {
  return (input, options) => {
    const source = typeof input === 'string' ? new Source(input) : input
    if (source.body.length > LIMITS.characters) {
      throw exceeded({ 'zh-CN': '查询的字符数', en: 'Characters of a document' }, LIMITS.characters)
    }
    checkTokens(source)
    const document = parse(source, options)
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
    const sizeOf = sizer(schema, new Map(fragments.map((fragment) => [fragment.name.value, fragment])))
    const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    if (operations.length === 0) throw new GraphQLError('The document has no operation.')
    for (const operation of operations) checkSize(sizeOf(operation), introspects)
    return document
  }
}
