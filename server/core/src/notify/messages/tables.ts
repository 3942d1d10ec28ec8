import type { ColumnType } from 'kysely'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { Language } from '../../text.ts'

type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>

export const MESSAGE_CHANNELS = ['MAIL', 'SMS'] as const
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number]

/** How somebody wants to be told of cards by one channel. Times are HH:MM in Asia/Shanghai. */
export type MessagePreferenceTable = {
  /** What its address is sealed for. */
  id: string
  accountId: string
  channel: MessageChannel
  /** The e-mail address or mobile number under the keys of personal data; null before one was given. */
  address: Nullable<Buffer>
  /** When its owner showed that it is theirs; nothing but the code is sent before. */
  confirmedAt: Nullable<Date>
  /** SHA-256 of account and code, hex. */
  codeHash: Nullable<string>
  codeSentAt: Nullable<Date>
  codeTries: number
  language: Language
  /** Levels of cards, joined by commas. */
  levels: string
  /** When all of a day is told in one message; null for at once. */
  digestAt: Nullable<string>
  quietFrom: string
  quietTo: string
  updatedAt: Date
}

export const MESSAGE_STATES = ['WAITING', 'SENDING', 'SENT', 'FAILED', 'UNCERTAIN', 'DROPPED'] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

/** That somebody is told of a card at a level by a channel: once, whatever happens. Holds no content. */
export type MessageTable = {
  id: string
  accountId: string
  channel: MessageChannel
  alertId: string
  level: CardLevel
  /** The event of the feed that it tells. */
  seq: number
  state: MessageState
  createdAt: Date
  /** When it goes: at once, at the end of the quiet hours, with the digest, or when it is tried again. */
  dueAt: Date
  attempts: number
  sentAt: Nullable<Date>
}

/** How far messages have been planned in the feed. */
export type MessageStateTable = { one: boolean; afterSeq: number }

export type MessageTables = {
  'core.messagePreference': MessagePreferenceTable
  'core.message': MessageTable
  'core.messageState': MessageStateTable
}
