import { fault, invalid } from '../../graphql/fault.ts'
import { Refusal } from '../../graphql/refusal.ts'
import type { SignInInput } from './sign-in.ts'

const LONGEST_FIELD = 1_024

/** The texts of a JSON object by name; null for one that is missing. Throws a Refusal for anything else. */
function textsOf(body: unknown, names: readonly string[], form: string): ReadonlyMap<string, string> {
  const wrong = () => new Refusal(400, invalid({ 'zh-CN': `请提交 JSON：${form}。`, en: `Send JSON: ${form}.` }))
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrong()
  const texts = new Map<string, string>()
  for (const [name, value] of Object.entries(body)) {
    if (!names.includes(name) || value === null) continue
    if (typeof value !== 'string' || value.includes('\0')) throw wrong()
    if (value.length > LONGEST_FIELD) {
      const detail = {
        'zh-CN': `${name} 最多 ${LONGEST_FIELD} 个字符。`,
        en: `"${name}" has at most ${LONGEST_FIELD} characters.`,
      }
      throw new Refusal(400, fault('LIMIT_EXCEEDED', { detail }, [name]))
    }
    texts.set(name, value.toWellFormed())
  }
  return texts
}

function required(texts: ReadonlyMap<string, string>, name: string, form: string): string {
  const text = texts.get(name)
  if (text !== undefined) return text
  throw new Refusal(400, invalid({ 'zh-CN': `请提交 JSON：${form}。`, en: `Send JSON: ${form}.` }, [name]))
}

/** Reads `{"username", "password", "code"?}`. */
export function readSignIn(body: unknown): SignInInput {
  const form = '{"username": "…", "password": "…", "code": "…"}'
  const texts = textsOf(body, ['username', 'password', 'code'], form)
  return {
    username: required(texts, 'username', form),
    password: required(texts, 'password', form),
    code: texts.get('code') ?? null,
  }
}

/** Reads `{"current", "next"}`. */
export function readPasswordChange(body: unknown): { readonly current: string; readonly next: string } {
  const form = '{"current": "…", "next": "…"}'
  const texts = textsOf(body, ['current', 'next'], form)
  return { current: required(texts, 'current', form), next: required(texts, 'next', form) }
}
