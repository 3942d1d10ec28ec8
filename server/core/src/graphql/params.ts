import { fault, invalid } from './fault.ts'
import { LIMITS } from './limits.ts'

/** A request in the terms of GraphQL over HTTP, ready to run. */
export type Params = {
  readonly query: string
  readonly operationName?: string | undefined
  readonly variables?: Record<string, unknown> | undefined
}

/** A request as it came: with the text of a document or with the id of a trusted one. */
export type Asked = Omit<Params, 'query'> & {
  readonly query?: string | undefined
  readonly documentId?: string | undefined
}

const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function checkText(text: string, path: readonly string[]): void {
  if (text.includes('\0')) {
    throw invalid({ 'zh-CN': '文本中不能有空字符（NUL）。', en: 'A text cannot hold the character NUL.' }, path)
  }
  if (!text.isWellFormed()) {
    throw invalid(
      {
        'zh-CN': '文本不是完整的 Unicode：有不成对的代理项。请检查来源系统的编码。',
        en: 'A text is not well-formed Unicode: it holds a lone surrogate. Check the encoding of the source.',
      },
      path,
    )
  }
}

function checkKey(key: string, path: readonly string[]): void {
  checkText(key, path)
  if (PROTOTYPE_KEYS.has(key)) {
    throw invalid({ 'zh-CN': `不能使用名称“${key}”。`, en: `The name "${key}" cannot be used.` }, path)
  }
}

/** Refuses texts that no field could store, anywhere in the arguments of a field. */
export function checkTexts(args: Readonly<Record<string, unknown>>): void {
  const open: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value: args, path: [] }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next
    if (typeof value === 'string') checkText(value, path)
    if (typeof value !== 'object' || value === null || value instanceof Date) continue
    for (const [key, inner] of Object.entries(value)) open.push({ value: inner, path: [...path, key] })
  }
}

/** Refuses keys of prototypes and bottomless nesting; texts are checked where they are used (`check-texts.ts`). */
export function checkValues(root: unknown, at: string): void {
  const open: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value: root, path: [at] }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next
    if (typeof value !== 'object' || value === null) continue
    if (path.length > LIMITS.variableNesting) {
      throw fault('LIMIT_EXCEEDED', {
        detail: {
          'zh-CN': `变量最多嵌套 ${LIMITS.variableNesting} 层。`,
          en: `Variables nest at most ${LIMITS.variableNesting} levels.`,
        },
      })
    }
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) checkKey(key, path)
      if (typeof inner === 'object') open.push({ value: inner, path: [...path, key] })
    }
  }
}

function wrongType(name: string, wanted: { readonly 'zh-CN': string; readonly en: string }) {
  return invalid({ 'zh-CN': `${name} 须为${wanted['zh-CN']}。`, en: `"${name}" must be ${wanted.en}.` }, [name])
}

function readText(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw wrongType(name, { 'zh-CN': '文本', en: 'a text' })
  checkText(value, [name])
  return value
}

function readObject(name: string, value: unknown): Record<string, unknown> | undefined {
  if (value === undefined || value === null) return undefined
  if (!isPlain(value)) throw wrongType(name, { 'zh-CN': '对象', en: 'an object' })
  return value
}

/**
 * Checks the shape of a request: `{ query or documentId, variables?, operationName?, extensions? }`. The id of a
 * trusted document may also stand in `extensions`, for sockets. Throws INVALID_INPUT or LIMIT_EXCEEDED.
 */
export function readParams(body: unknown): Asked {
  if (!isPlain(body)) {
    throw invalid({
      'zh-CN': '请求体须为一个 JSON 对象，含 query，可含 variables 和 operationName；不支持批量请求。',
      en: 'The body must be one JSON object with "query" and, if needed, "variables" and "operationName"; batches are not taken.',
    })
  }
  const extensions = readObject('extensions', body['extensions'])
  const documentId = readText('documentId', body['documentId'] ?? extensions?.['documentId'])
  const query = readText('query', body['query'])
  const operationName = readText('operationName', body['operationName'])
  const variables = readObject('variables', body['variables'])
  if (documentId === undefined && query === undefined) throw wrongType('query', { 'zh-CN': '文本', en: 'a text' })
  if (documentId !== undefined && query !== undefined && query !== '') {
    throw invalid({ 'zh-CN': 'query 与 documentId 只能取一。', en: 'Give "query" or "documentId", not both.' })
  }
  if (variables !== undefined) checkValues(variables, 'variables')
  return { query, documentId, operationName, variables }
}
