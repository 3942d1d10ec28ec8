import type { Builder } from '../../graphql/builder.ts'
import { isProblem, resultOf } from '../../graphql/errors.ts'
import { SAVED } from '../save/audit-entry.ts'
import type { RegistersHost } from './host.ts'
import { saveOne } from './save-one.ts'

/** Writes the mutation `saveChannel`. */
export function defineSaveChannel(builder: Builder, host: RegistersHost): void {
  const Input = builder.inputType('SaveChannelInput', {
    description: 'A channel to add or change. What is left out stays as it is.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Its code, 1 to 64 characters; a new one adds a channel.' }),
      name: t.string({ description: 'The name in Chinese; needed for a new channel.' }),
      nameEn: t.string({ description: 'The name in English; needed for a new channel.' }),
      online: t.boolean({ description: 'Whether cases come by it without a visit.' }),
    }),
  })
  builder.mutationField('saveChannel', (t) =>
    t.field({
      type: resultOf(builder, 'SaveChannel', { permission: 'core.administer' }, { channel: 'Channel' }),
      description: 'Adds a channel or changes it; for those whose range is the whole province.',
      authScopes: { permission: 'core.administer' },
      audit: SAVED.channels.action,
      args: { input: t.arg({ type: Input, required: true, description: 'The channel.' }) },
      resolve: async (_root, { input }, context) => {
        const draft = { ...input, online: input.online ?? undefined }
        const channel = await saveOne(host, context, 'channels', draft, ({ index }) =>
          index.channelByCode.get(input.code.trim()),
        )
        return isProblem(channel) ? channel : { channel }
      },
    }),
  )
}
