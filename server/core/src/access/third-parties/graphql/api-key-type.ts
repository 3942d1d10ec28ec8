import type { Builder } from '../../../graphql/builder.ts'
import type { AccessServices } from '../../graphql/access-types.ts'
import type { ApiKey, ApiKeySecret } from '../api-keys.ts'

function defineSecret(builder: Builder) {
  return builder.objectRef<ApiKeySecret>('ApiKeySecret').implement({
    access: { permission: 'core.issue-keys' },
    description: 'A secret of a key; the secret itself is shown once, when it is made.',
    fields: (t) => ({
      prefix: t.exposeString('prefix', { description: 'The part that may be shown: zk_<prefix>_…' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
      expiresAt: t.expose('expiresAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it ends before its key does; null for as long as the key.',
      }),
      lastUsedAt: t.expose('lastUsedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was last used, to the minute.',
      }),
    }),
  })
}

/** Defines `ApiKey` and `ApiKeySecret`. */
export function defineApiKeyType(builder: Builder, { registers, Region }: AccessServices) {
  const Secret = defineSecret(builder)
  return builder.objectRef<ApiKey>('ApiKey').implement({
    access: { permission: 'core.issue-keys' },
    description: 'A key with which a system reads or reports.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      name: t.exposeString('name', { description: 'What it is for.' }),
      prefix: t.exposeString('prefix', { description: 'The prefix of its newest secret: zk_<prefix>_…' }),
      secrets: t.field({
        type: [Secret],
        description: 'The secrets that open now, the newest first: two at most, none of a key that has ended.',
        resolve: ({ secrets }) => [...secrets],
      }),
      region: t.field({
        type: Region,
        nullable: true,
        description: 'The region whose subtree it reaches.',
        resolve: ({ regionId }) => registers.current().tree.byId(regionId) ?? null,
      }),
      permissions: t.stringList({
        description: 'What it may do, as names of permissions.',
        resolve: ({ permissions }) => [...permissions].sort(),
      }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
      createdBy: t.exposeString('createdBy', { nullable: true, description: 'Who made it.' }),
      expiresAt: t.expose('expiresAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it ends; null when it does not end by itself.',
      }),
      lastUsedAt: t.expose('lastUsedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When any of its secrets was last used, to the minute.',
      }),
      revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'When it was revoked.' }),
    }),
  })
}
