import { instantIn, uuidIn } from '../../../cases/graphql/cursor-parts.ts'
import type { Builder } from '../../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../../graphql/connections.ts'
import type { AccessServices } from '../../graphql/access-types.ts'
import { countApiKeys, listApiKeys } from '../api-keys.ts'
import { issuedWithin } from '../issuing.ts'
import type { defineApiKeyType } from './api-key-type.ts'
import { issuerOf } from './system-fields.ts'

/** A page counts no further than this. */
const MOST_COUNTED = 10_000

function placeIn(cursor: string) {
  const [createdAt, id] = decodeCursor(cursor, 2)
  return { createdAt: instantIn(createdAt), id: uuidIn(id) }
}

/** Defines `apiKeys`. */
export function defineApiKeyList(
  builder: Builder,
  { database, clock }: AccessServices,
  ApiKey: ReturnType<typeof defineApiKeyType>,
): void {
  builder.queryField('apiKeys', (t) =>
    t.field({
      type: connectionOf(builder, 'ApiKey', ApiKey),
      authScopes: { permission: 'core.issue-keys' },
      description: 'The keys of systems within your range, the newest first; those that have ended, too.',
      args: {
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The cursor of the last one of the page before.' }),
      },
      resolve: async (_root, args, context) => {
        const range = issuedWithin(issuerOf(context))
        const first = pageSize(args.first)
        const after = args.after ?? null
        const page = { first: first + 1, after: after === null ? undefined : placeIn(after) }
        const [keys, total] = await Promise.all([
          listApiKeys(database, range, page, clock),
          countApiKeys(database, range),
        ])
        const cursorOf = ({ createdAt, id }: (typeof keys)[number]) => encodeCursor([createdAt.toISOString(), id])
        return pageOf(keys, { first, after, total: Math.min(total, MOST_COUNTED), cursorOf })
      },
    }),
  )
}
