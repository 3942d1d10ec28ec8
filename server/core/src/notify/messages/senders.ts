import type { Mail, MailSender, Sent } from './mail.ts'
import type { SmsGateway } from './sms.ts'
import { MESSAGE_CHANNELS, type MessageChannel } from './tables.ts'

/** By what people can be sent messages; what is absent is not set up. */
export type Senders = { readonly mail?: MailSender; readonly sms?: SmsGateway }

/** A message before it is known by what it goes. */
export type Letter = Mail & { readonly id: string }

/** The channels that are set up. */
export const channelsOf = ({ mail, sms }: Senders): readonly MessageChannel[] =>
  MESSAGE_CHANNELS.filter((channel) => (channel === 'MAIL' ? mail : sms) !== undefined)

/** Sends by a channel; LATER when it is not set up. A short message has no subject. */
export async function sendBy(
  { mail, sms }: Senders,
  channel: MessageChannel,
  { id, ...letter }: Letter,
): Promise<Sent> {
  if (channel === 'MAIL') return (await mail?.send(letter)) ?? 'LATER'
  try {
    return (await sms?.send({ id, to: letter.to, text: letter.text })) ?? 'LATER'
  } catch {
    return 'UNCERTAIN'
  }
}
