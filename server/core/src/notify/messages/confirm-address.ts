import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Language } from '../../text.ts'
import type { Letter } from './senders.ts'
import { uuidV7 } from '../../uuid.ts'
import { readPreference, writePreference, type Preference } from './preference.ts'
import type { MessageChannel } from './tables.ts'

const CODE_MS = 30 * 60_000
const MOST_TRIES = 5
/** No address gets more than one code in this time from one account. */
const BETWEEN_CODES_MS = 60_000

const hashOf = (accountId: string, code: string): string =>
  createHash('sha256').update(`${accountId} ${code}`).digest('hex')

/** A code for a new address, and what is kept of it. @throws LIMIT_EXCEEDED within a minute of the one before */
export function newCode(
  { accountId, codeSentAt }: Preference,
  now: Date,
): { readonly code: string; readonly kept: Pick<Preference, 'codeHash' | 'codeSentAt' | 'codeTries' | 'confirmedAt'> } {
  if (codeSentAt !== null && now.getTime() - codeSentAt.getTime() < BETWEEN_CODES_MS) {
    const detail = { 'zh-CN': '一分钟内只发送一次验证码。', en: 'A code is sent once a minute at most.' }
    throw fault('LIMIT_EXCEEDED', { detail }, ['input', 'address'])
  }
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  return { code, kept: { codeHash: hashOf(accountId, code), codeSentAt: now, codeTries: 0, confirmedAt: null } }
}

/** The message that brings a code. */
export const codeLetter = (to: string, code: string, language: Language): Letter =>
  language === 'en'
    ? {
        id: uuidV7(),
        to,
        subject: 'Confirm your address',
        text: `Zhikong: your code is ${code}. It holds for 30 minutes. If you did not ask for it, ignore this message.`,
      }
    : {
        id: uuidV7(),
        to,
        subject: '确认邮箱地址',
        text: `质控：您的验证码是 ${code}，30 分钟内有效。如非本人操作，请忽略。`,
      }

/** Takes a code; a wrong one counts. Gives the preference with its address confirmed, or what was wrong with the code. */
export async function takeCode(
  trx: Transaction<CoreTables>,
  { accountId, channel }: { readonly accountId: string; readonly channel: MessageChannel },
  code: string,
  now: Date,
): Promise<Preference | null> {
  const found = await readPreference(trx, accountId, channel)
  if (found?.codeHash == null || found.codeSentAt === null) return null
  const isOver = now.getTime() - found.codeSentAt.getTime() > CODE_MS || found.codeTries >= MOST_TRIES
  if (isOver) return null
  const isRight = timingSafeEqual(Buffer.from(found.codeHash), Buffer.from(hashOf(accountId, code)))
  const next = isRight ? { ...found, confirmedAt: now, codeHash: null } : { ...found, codeTries: found.codeTries + 1 }
  await writePreference(trx, next)
  return isRight ? next : null
}

/** The fault of a code that is wrong, over, or was tried too often. */
export const wrongCode = () =>
  invalid({ 'zh-CN': '验证码不正确或已失效。', en: 'The code is wrong or no longer holds.' }, ['input', 'code'])
