import type { Builder } from '../../../graphql/builder.ts'
import { connectionOf } from '../../../graphql/connections.ts'
import type { AccessServices } from '../../graphql/access-types.ts'
import { countApiKeys, listApiKeys } from '../api-keys.ts'
import { issuedWithin } from '../issuing.ts'
import { newestFirst } from '../newest-first.ts'
import type { defineApiKeyType } from './api-key-type.ts'
import { issuerOf } from './system-fields.ts'

/** Defines `apiKeys`. */
export function defineApiKeyList(
  builder: Builder,
  { database, clock }: AccessServices,
  ApiKey: ReturnType<typeof defineApiKeyType>,
): void {
  builder.queryField('apiKeys', (t) =>
    t.field({
      type: connectionOf(builder, 'ApiKey', ApiKey, { permission: 'core.issue-keys' }),
      authScopes: { permission: 'core.issue-keys' },
      description: 'The keys of systems within your range, the newest first; those that have ended, too.',
      args: {
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The cursor of the last one of the page before.' }),
      },
      resolve: (_root, args, context) => {
        const range = issuedWithin(issuerOf(context))
        return newestFirst(
          args,
          (page) => listApiKeys(database, range, page, clock),
          () => countApiKeys(database, range),
        )
      },
    }),
  )
}
