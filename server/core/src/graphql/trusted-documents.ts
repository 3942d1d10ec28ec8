import type { Credential } from '../access/credential.ts'
import { documentIdOf } from './document-id.ts'
import { fault, invalid } from './fault.ts'
import type { Asked, Params } from './params.ts'

/** Turns what was asked into what runs; see `createTrustedDocuments`. */
export type Admit = (asked: Asked, credential: Credential | null) => Params

type Settings = {
  /** The documents of the console's build, by id. */
  readonly documents: () => ReadonlyMap<string, string>
  /** A session runs these documents and no others; keys and clients run what they write. */
  readonly sessionsNeedThem: boolean
}

/**
 * Makes the door for documents: one that is named by its id is looked up, one that is written out passes unless a
 * session wrote it where sessions may not. So what a page can be made to send with somebody's cookie is one of the
 * console's own documents. Throws INVALID_INPUT for an unknown id and FORBIDDEN for free text.
 */
export function createTrustedDocuments({ documents, sessionsNeedThem }: Settings): Admit {
  return ({ documentId, query, ...rest }, credential) => {
    if (documentId !== undefined) return { ...rest, query: textOf(documents(), documentId) }
    if (query === undefined) {
      throw invalid({ 'zh-CN': 'query 须为文本。', en: '"query" must be a text.' }, ['query'])
    }
    if (sessionsNeedThem && credential?.kind === 'session') {
      const detail = {
        'zh-CN': '登录会话只能执行控制台自带的查询；程序请使用 API 密钥。',
        en: "A session runs the console's own documents only; a program uses an API key.",
      }
      throw fault('FORBIDDEN', { detail })
    }
    return { ...rest, query }
  }
}

function textOf(documents: ReadonlyMap<string, string>, id: string): string {
  const text = documents.get(id)
  if (text !== undefined) return text
  const detail = {
    'zh-CN': '服务器没有这份查询，可能已更新。请刷新页面。',
    en: 'The server does not have this document; it may have been updated. Reload the page.',
  }
  throw invalid(detail, ['documentId'])
}

/**
 * Reads the manifest that the console's build writes, `{ "<id>": "<text>" }`.
 * @throws Error when it is no such object or an id is not that of its text
 */
export function readTrustedDocuments(json: string): ReadonlyMap<string, string> {
  const manifest: unknown = JSON.parse(json)
  if (typeof manifest !== 'object' || manifest === null) throw new Error('The manifest of documents is no object.')
  return new Map(
    Object.entries(manifest).map(([id, text]): [string, string] => {
      if (typeof text === 'string' && documentIdOf(text) === id) return [id, text]
      throw new Error(`The manifest of documents is spoilt at "${id}"; build the console again.`)
    }),
  )
}
