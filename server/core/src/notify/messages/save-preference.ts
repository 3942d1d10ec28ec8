import type { Change } from '../../access/audit/change.ts'
import type { Vault } from '../../access/personal/vault.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { Principal } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { sealAddress } from './address-box.ts'
import { codeLetter, newCode } from './confirm-address.ts'
import { isDaytime } from './daytime.ts'
import { readPreference, usual, writePreference, type Preference } from './preference.ts'
import { channelsOf, sendBy, type Letter, type Senders } from './senders.ts'
import type { MessageChannel } from './tables.ts'
import { readAddress } from './written-address.ts'

/** What is to change; what is undefined stays. */
export type PreferenceDraft = {
  readonly channel?: MessageChannel | null | undefined
  readonly address?: string | null | undefined
  readonly language?: string | null | undefined
  readonly levels?: readonly CardLevel[] | null | undefined
  readonly digestAt?: string | null | undefined
  readonly quietFrom?: string | null | undefined
  readonly quietTo?: string | null | undefined
}

type Saving = Senders & { readonly now: Date; readonly change: Change; readonly vault: Vault }

/**
 * Saves how somebody wants to be told. A new address is not written to before its owner has confirmed it by the code that
 * is sent there. The audit log keeps that it changed, not what it is.
 * @throws INVALID_INPUT, LIMIT_EXCEEDED, UNAVAILABLE when the channel is not set up or the code cannot be sent
 */
export async function savePreference(
  { id, lo }: Principal,
  draft: PreferenceDraft,
  { now, change, vault, ...senders }: Saving,
): Promise<Preference> {
  check(draft)
  const channel = draft.channel ?? 'MAIL'
  const address = draft.address == null ? undefined : readAddress(channel, draft.address)
  if (address !== undefined && !channelsOf(senders).includes(channel)) throw notSent(channel)
  let sending: Letter | null = null
  const saved = await change('core.message-preferences.saved', async (trx, note) => {
    const before = (await readPreference(trx, id, channel)) ?? usual(id, now, channel)
    let after = { ...before, ...given(draft), updatedAt: now }
    if (address !== undefined) {
      const { code, kept } = newCode(before, now)
      after = { ...after, ...kept, address: sealAddress(vault, after.id, address) }
      sending = codeLetter(address, code, after.language)
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
  if (sending !== null && (await sendBy(senders, channel, sending)) !== 'SENT') throw notSent(channel)
  return saved
}

const given = ({ language, levels, digestAt, quietFrom, quietTo }: PreferenceDraft): Partial<Preference> => ({
  ...(language === 'zh-CN' || language === 'en' ? { language } : {}),
  ...(levels ? { levels: [...new Set(levels)].join(',') } : {}),
  ...(digestAt === undefined ? {} : { digestAt }),
  ...(quietFrom ? { quietFrom } : {}),
  ...(quietTo ? { quietTo } : {}),
})

const logged = ({ channel, language, levels, digestAt, quietFrom, quietTo }: Preference) => ({
  channel,
  language,
  levels,
  digestAt,
  quietFrom,
  quietTo,
})

function check({ language, ...times }: PreferenceDraft): void {
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

const notSent = (channel: MessageChannel) =>
  fault('UNAVAILABLE', {
    detail:
      channel === 'MAIL'
        ? { 'zh-CN': '邮件未能发送，请联系管理员。', en: 'No mail could be sent; ask your administrator.' }
        : { 'zh-CN': '短信未能发送，请联系管理员。', en: 'No short message could be sent; ask your administrator.' },
  })
