import type { EnumRef } from '@pothos/core'
import type { CardLevel } from '../../../clock/card-rule.ts'
import type { CoreServices } from '../../../core-services.ts'
import type { Builder, SchemaTypes } from '../../../graphql/builder.ts'
import type { Principal, RequestContext } from '../../../graphql/context.ts'
import { answer, resultOf } from '../../../graphql/errors.ts'
import { fault } from '../../../graphql/fault.ts'
import { takeCode, wrongCode } from '../confirm-address.ts'
import { levelsOf, readPreference, usual, type Preference } from '../preference.ts'
import { savePreference } from '../save-preference.ts'
import { channelsOf, type Senders } from '../senders.ts'
import type { MessageChannel } from '../tables.ts'

/** Without a sender no address of its channel can be given. */
export type MessageServices = Pick<CoreServices, 'database' | 'clock' | 'vault'> &
  Senders & { readonly CardLevel: EnumRef<SchemaTypes, CardLevel> }

type ChannelRef = EnumRef<SchemaTypes, MessageChannel>

const SELF = { person: true } as const

function selfOf({ principal }: Pick<RequestContext, 'principal'>): Principal {
  if (principal?.kind !== 'account') throw fault('UNAUTHENTICATED')
  return principal
}

function defineChannel(builder: Builder): ChannelRef {
  const values = {
    MAIL: { description: 'By e-mail 邮件.' },
    SMS: { description: 'By short message 短信.' },
  } satisfies Record<MessageChannel, object>
  return builder.enumType('MessageChannel', { description: 'By what somebody is told of cards.', values })
}

function definePreferences(builder: Builder, Channel: ChannelRef, { CardLevel, ...senders }: MessageServices) {
  return builder.objectRef<Preference>('MessagePreferences').implement({
    access: SELF,
    description: 'How the viewer wants to be told of cards by one channel. Times are HH:MM in Asia/Shanghai.',
    fields: (t) => ({
      channel: t.expose('channel', { type: Channel, description: 'By what.' }),
      isSetUp: t.boolean({
        description: 'Whether this server can send by it; else no address can be given.',
        resolve: ({ channel }) => channelsOf(senders).includes(channel),
      }),
      hasAddress: t.boolean({
        description: 'Whether an address was given; it is shown to nobody.',
        resolve: ({ address }) => address !== null,
      }),
      confirmedAt: t.expose('confirmedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When the address was confirmed; nothing is sent before.',
      }),
      language: t.exposeString('language', { description: 'The language of messages: zh-CN or en.' }),
      levels: t.field({ type: [CardLevel], description: 'Of which cards.', resolve: (it) => [...levelsOf(it)] }),
      digestAt: t.exposeString('digestAt', {
        nullable: true,
        description: 'When all of a day is told in one message; null for at once.',
      }),
      quietFrom: t.exposeString('quietFrom', {
        description: 'From when on only red cards are told at once that you yourself are to act on; the others wait.',
      }),
      quietTo: t.exposeString('quietTo', { description: 'Until when; the same as the beginning for no quiet hours.' }),
    }),
  })
}

type PreferencesRef = ReturnType<typeof definePreferences>

type Refs = { readonly Channel: ChannelRef; readonly Preferences: PreferencesRef }

function defineSave(builder: Builder, services: MessageServices, { Channel, Preferences }: Refs): void {
  const { clock, vault, CardLevel } = services
  const Input = builder.inputType('SaveMessagePreferencesInput', {
    description: 'How to be told of cards. What is left out stays as it is.',
    fields: (t) => ({
      channel: t.field({ type: Channel, description: 'By what; MAIL unless told.' }),
      address: t.string({
        description: 'A new e-mail address or mobile number; a code is sent there for confirmMessageAddress.',
      }),
      language: t.string({ description: 'zh-CN or en.' }),
      levels: t.field({ type: [CardLevel], description: 'Of which cards; none for no messages.' }),
      digestAt: t.string({ description: 'HH:MM for one message a day; null for at once.' }),
      quietFrom: t.string({ description: 'HH:MM; 21:00 unless told.' }),
      quietTo: t.string({ description: 'HH:MM; 08:00 unless told.' }),
    }),
  })
  builder.mutationField('saveMessagePreferences', (t) =>
    t.field({
      type: resultOf(builder, 'SaveMessagePreferences', SELF, { preferences: Preferences }),
      audit: 'core.message-preferences.saved',
      authScopes: SELF,
      description:
        'Says how the viewer wants to be told of cards. UNAVAILABLE for an address of a channel that is not set up.',
      args: { input: t.arg({ type: Input, required: true, description: 'What is to change.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const now = await clock.now()
          const preferences = await savePreference(selfOf(context), input, {
            ...services,
            now,
            change: context.change,
            vault,
          })
          return { preferences }
        }),
    }),
  )
}

function defineConfirm(builder: Builder, { clock }: MessageServices, { Channel, Preferences }: Refs): void {
  const Input = builder.inputType('ConfirmMessageAddressInput', {
    description: 'The code that came by e-mail or short message.',
    fields: (t) => ({
      channel: t.field({ type: Channel, description: 'By what it came; MAIL unless told.' }),
      code: t.string({ required: true, description: 'Six digits; good for 30 minutes and five tries.' }),
    }),
  })
  builder.mutationField('confirmMessageAddress', (t) =>
    t.field({
      type: resultOf(builder, 'ConfirmMessageAddress', SELF, { preferences: Preferences }),
      audit: 'core.message-address.confirmed',
      authScopes: SELF,
      description: 'Confirms the address of the viewer; messages go there from now on.',
      args: { input: t.arg({ type: Input, required: true, description: 'The code.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const [{ id, lo }, now] = [selfOf(context), await clock.now()]
          const channel = input.channel ?? 'MAIL'
          const preferences = await context.change('core.message-address.confirmed', async (trx, note) => {
            const taken = await takeCode(trx, { accountId: id, channel }, input.code, now)
            if (taken !== null)
              note({ subject: { type: 'Person', id }, scopeKey: lo, after: { channel, confirmedAt: now } })
            return taken
          })
          if (preferences === null) throw wrongCode()
          return { preferences }
        }),
    }),
  )
}

/** Defines `MessagePreferences`, `messagePreferences`, `saveMessagePreferences` and `confirmMessageAddress`. */
export function defineMessages(builder: Builder, services: MessageServices): void {
  const Channel = defineChannel(builder)
  const Preferences = definePreferences(builder, Channel, services)
  builder.queryField('messagePreferences', (t) =>
    t.field({
      type: Preferences,
      authScopes: SELF,
      description: 'How the viewer is told of cards by a channel.',
      args: { channel: t.arg({ type: Channel, defaultValue: 'MAIL', description: 'By what.' }) },
      resolve: async (_root, args, context) => {
        const { id } = selfOf(context)
        const { database, clock } = services
        const channel = args.channel ?? 'MAIL'
        const found = await database.withScope({ mode: 'administration' }, (trx) => readPreference(trx, id, channel))
        return found ?? usual(id, await clock.now(), channel)
      },
    }),
  )
  defineSave(builder, services, { Channel, Preferences })
  defineConfirm(builder, services, { Channel, Preferences })
}
