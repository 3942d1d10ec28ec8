import type { Builder } from '../../graphql/builder.ts'
import type { RegistersHost } from './host.ts'

/** Writes `Channel` and the query `channels`. */
export function defineChannel(builder: Builder, { registers }: RegistersHost) {
  const Channel = builder.objectType('Channel', {
    access: { signedIn: true },
    description: 'A way by which cases come in: window, portal, app … 渠道.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'The code by which cases name it.' }),
      name: t.exposeString('name', { description: 'The name in Chinese.' }),
      nameEn: t.exposeString('nameEn', { description: 'The name in English.' }),
      online: t.exposeBoolean('online', { description: 'Whether it counts as online.' }),
    }),
  })
  builder.queryField('channels', (t) =>
    t.field({
      type: ['Channel'],
      description: 'All channels, by code.',
      authScopes: { signedIn: true },
      resolve: async () => [...(await registers.index()).channelByCode.values()],
    }),
  )
  return { Channel }
}
