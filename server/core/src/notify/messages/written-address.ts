import { invalid } from '../../graphql/fault.ts'
import type { MessageChannel } from './tables.ts'

/** One address, of which nothing can be taken for another header or recipient. */
const MAIL = /^[^\s@<>(),;:"[\]\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/iu
const LONGEST_MAIL = 254
/** A mobile number of the mainland, as people write it. */
const NUMBER = /^(?:\+?86)?(1[3-9]\d{9})$/u

/** An address as somebody wrote it, in the form that it is kept in. @throws INVALID_INPUT */
export function readAddress(channel: MessageChannel, written: string): string {
  if (channel === 'MAIL') {
    const address = written.trim()
    if (MAIL.test(address) && address.length <= LONGEST_MAIL) return address
    throw invalid({ 'zh-CN': '邮箱地址格式不正确。', en: 'This is no e-mail address.' }, ['input', 'address'])
  }
  const number = NUMBER.exec(written.replace(/[\s-]/gu, ''))?.[1]
  if (number !== undefined) return number
  throw invalid(
    { 'zh-CN': '手机号码格式不正确，应为11位大陆手机号。', en: 'This is no mobile number of eleven digits.' },
    ['input', 'address'],
  )
}
