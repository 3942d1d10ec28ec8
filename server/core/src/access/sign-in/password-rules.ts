import { invalid } from '../../graphql/fault.ts'
import type { Text } from '../../text.ts'
import { COMMON_PASSWORDS } from './common-passwords.ts'

/** Characters that a new password has at least; length beats composition (NIST SP 800-63B). */
export const SHORTEST_PASSWORD = 12
/** … and at most, against hashing without end. */
export const LONGEST_PASSWORD = 1_024
const FEWEST_DIFFERENT = 5
/** A user name shorter than this may well stand inside of a good password. */
const TELLING_NAME = 4
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789'.repeat(4),
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertyuiop1234567890',
]

const reduced = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s._@-]/gu, '')

function isRun(letters: string): boolean {
  const backwards = [...letters].reverse().join('')
  return RUNS.some((run) => run.includes(letters) || run.includes(backwards))
}

/** Why a password cannot be a new one; null when it can. */
export function passwordFlaw(password: string, username: string): Text | null {
  const length = [...password].length
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
    return {
      'zh-CN': `密码须为 ${SHORTEST_PASSWORD} 至 ${LONGEST_PASSWORD} 个字符。几个不相干的词连在一起就很好。`,
      en: `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters. A few unrelated words do well.`,
    }
  }
  const [letters, name] = [reduced(password), reduced(username)]
  if (name.length >= TELLING_NAME && letters.includes(name)) {
    return { 'zh-CN': '密码中不能含有用户名。', en: 'A password cannot hold the user name.' }
  }
  if (new Set(letters).size < FEWEST_DIFFERENT || isRun(letters) || COMMON_PASSWORDS.has(letters)) {
    return { 'zh-CN': '这个密码太常见，容易被猜到，请换一个。', en: 'This password is among the first to be guessed.' }
  }
  return null
}

/** Throws INVALID_INPUT for a password that is too short or easily guessed. There are no rules about kinds of characters. */
export function checkNewPassword(password: string, username: string, path: readonly string[] = ['password']): void {
  const detail = passwordFlaw(password, username)
  if (detail !== null) throw invalid(detail, path)
}
