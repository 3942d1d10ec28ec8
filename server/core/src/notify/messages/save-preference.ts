import type { Change } from '../../access/audit/change.ts'
import type { Vault } from '../../access/personal/vault.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { Principal } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { sealAddress } from './address-box.ts'
import { codeMail, newCode } from './confirm-address.ts'
import { isDaytime } from './daytime.ts'
import type { Mail, MailSender } from './mail.ts'
import { readPreference, usual, writePreference, type Preference } from './preference.ts'

/** What is to change; what is undefined stays. */
export type PreferenceDraft = {
  readonly address?: string | null | undefined
  readonly language?: string | null | undefined
  readonly levels?: readonly CardLevel[] | null | undefined
  readonly digestAt?: string | null | undefined
  readonly quietFrom?: string | null | undefined
  readonly quietTo?: string | null | undefined
}

type Saving = {
  readonly now: Date
  readonly change: Change
  readonly vault: Vault
  readonly mail: MailSender | undefined
}

/** One address, of which nothing can be taken for another header or recipient. */
const ADDRESS = /^[^\s@<>(),;:"[\]\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/iu
const LONGEST_ADDRESS = 254

/**
 * Saves how somebody wants to be told. A new address is not written to before its owner has confirmed it by the code that
 * is sent there. The audit log keeps that it changed, not what it is.
 * @throws INVALID_INPUT, LIMIT_EXCEEDED, UNAVAILABLE when no mail is set up or the code cannot be sent
 */
export async function savePreference(
  { id, lo }: Principal,
  draft: PreferenceDraft,
  { now, change, vault, mail }: Saving,
): Promise<Preference> {
  check(draft)
  const address = draft.address?.trim()
  if (address !== undefined && mail === undefined) throw noMail()
  let sending: Mail | null = null
  const saved = await change('core.message-preferences.saved', async (trx, note) => {
    const before = (await readPreference(trx, id)) ?? usual(id, now)
    let after = { ...before, ...given(draft), updatedAt: now }
    if (address !== undefined) {
      const { code, kept } = newCode(before, now)
      after = { ...after, ...kept, address: sealAddress(vault, id, address) }
      sending = codeMail(address, code, after.language)
    }
    await writePreference(trx, after)
    const isNew = { addressGivenAt: address === undefined ? null : now }
    note({
      subject: { type: 'Person', id },
      scopeKey: lo,
      before: logged(before),
      after: { ...logged(after), ...isNew },
    })
    return after
  })
  if (sending !== null && (await mail?.send(sending)) !== 'SENT') throw noMail()
  return saved
}

const given = ({ language, levels, digestAt, quietFrom, quietTo }: PreferenceDraft): Partial<Preference> => ({
  ...(language === 'zh-CN' || language === 'en' ? { language } : {}),
  ...(levels ? { levels: [...new Set(levels)].join(',') } : {}),
  ...(digestAt === undefined ? {} : { digestAt }),
  ...(quietFrom ? { quietFrom } : {}),
  ...(quietTo ? { quietTo } : {}),
})

const logged = ({ language, levels, digestAt, quietFrom, quietTo }: Preference) => ({
  language,
  levels,
  digestAt,
  quietFrom,
  quietTo,
})

function check({ address, language, ...times }: PreferenceDraft): void {
  if (
    address !== undefined &&
    address !== null &&
    !(ADDRESS.test(address.trim()) && address.length <= LONGEST_ADDRESS)
  ) {
    throw invalid({ 'zh-CN': '邮箱地址格式不正确。', en: 'This is no e-mail address.' }, ['input', 'address'])
  }
  if (language !== undefined && language !== null && language !== 'zh-CN' && language !== 'en') {
    throw invalid({ 'zh-CN': '语言为 zh-CN 或 en。', en: 'The language is zh-CN or en.' }, ['input', 'language'])
  }
  for (const field of ['digestAt', 'quietFrom', 'quietTo'] as const) {
    const time = times[field]
    if (time === undefined || time === null || isDaytime(time)) continue
    throw invalid({ 'zh-CN': '时间写作 HH:MM，例如 08:30。', en: 'Write the time as HH:MM, such as 08:30.' }, [
      'input',
      field,
    ])
  }
}

const noMail = () =>
  fault('UNAVAILABLE', {
    detail: { 'zh-CN': '邮件未能发送，请联系管理员。', en: 'No mail could be sent; ask your administrator.' },
  })
