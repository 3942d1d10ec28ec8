import type { EnumRef } from '@pothos/core'
import type { CardLevel } from '../../../clock/card-rule.ts'
import type { CoreServices } from '../../../core-services.ts'
import type { Builder, SchemaTypes } from '../../../graphql/builder.ts'
import type { Principal, RequestContext } from '../../../graphql/context.ts'
import { answer, resultOf } from '../../../graphql/errors.ts'
import { fault } from '../../../graphql/fault.ts'
import { takeCode, wrongCode } from '../confirm-address.ts'
import type { MailSender } from '../mail.ts'
import { levelsOf, readPreference, usual, type Preference } from '../preference.ts'
import { savePreference } from '../save-preference.ts'

export type MessageServices = Pick<CoreServices, 'database' | 'clock' | 'vault'> & {
  /** Sends messages; without it no address can be given. */
  readonly mail?: MailSender
  readonly CardLevel: EnumRef<SchemaTypes, CardLevel>
}

const SELF = { person: true } as const

function selfOf({ principal }: Pick<RequestContext, 'principal'>): Principal {
  if (principal?.kind !== 'account') throw fault('UNAUTHENTICATED')
  return principal
}

function definePreferences(builder: Builder, { CardLevel }: MessageServices) {
  return builder.objectRef<Preference>('MessagePreferences').implement({
    access: SELF,
    description: 'How the viewer wants to be told of cards by e-mail. Times are HH:MM in Asia/Shanghai.',
    fields: (t) => ({
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

function defineSave(builder: Builder, services: MessageServices, Preferences: PreferencesRef): void {
  const { clock, vault, mail, CardLevel } = services
  const Input = builder.inputType('SaveMessagePreferencesInput', {
    description: 'How to be told of cards. What is left out stays as it is.',
    fields: (t) => ({
      address: t.string({ description: 'A new e-mail address; a code is sent there for confirmMessageAddress.' }),
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
      description: 'Says how the viewer wants to be told of cards. UNAVAILABLE for an address where no mail is set up.',
      args: { input: t.arg({ type: Input, required: true, description: 'What is to change.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const now = await clock.now()
          const preferences = await savePreference(selfOf(context), input, { now, change: context.change, vault, mail })
          return { preferences }
        }),
    }),
  )
}

function defineConfirm(builder: Builder, { clock }: MessageServices, Preferences: PreferencesRef): void {
  const Input = builder.inputType('ConfirmMessageAddressInput', {
    description: 'The code that came by e-mail.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Six digits; good for 30 minutes and five tries.' }),
    }),
  })
  builder.mutationField('confirmMessageAddress', (t) =>
    t.field({
      type: resultOf(builder, 'ConfirmMessageAddress', SELF, { preferences: Preferences }),
      audit: 'core.message-address.confirmed',
      authScopes: SELF,
      description: 'Confirms the e-mail address of the viewer; messages go there from now on.',
      args: { input: t.arg({ type: Input, required: true, description: 'The code.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const [{ id, lo }, now] = [selfOf(context), await clock.now()]
          const preferences = await context.change('core.message-address.confirmed', async (trx, note) => {
            const taken = await takeCode(trx, id, input.code, now)
            if (taken !== null) note({ subject: { type: 'Person', id }, scopeKey: lo, after: { confirmedAt: now } })
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
  const Preferences = definePreferences(builder, services)
  builder.queryField('messagePreferences', (t) =>
    t.field({
      type: Preferences,
      authScopes: SELF,
      description: 'How the viewer is told of cards by e-mail.',
      resolve: async (_root, _args, context) => {
        const { id } = selfOf(context)
        const { database, clock } = services
        const found = await database.withScope({ mode: 'administration' }, (trx) => readPreference(trx, id))
        return found ?? usual(id, await clock.now())
      },
    }),
  )
  defineSave(builder, services, Preferences)
  defineConfirm(builder, services, Preferences)
}
