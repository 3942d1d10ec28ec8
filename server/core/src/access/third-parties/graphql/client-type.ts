import type { Builder } from '../../../graphql/builder.ts'
import type { AccessServices } from '../../graphql/access-types.ts'
import type { Client } from '../clients.ts'

/** Defines `Client`. */
export function defineClientType(builder: Builder, { registers, Region }: AccessServices) {
  return builder.objectRef<Client>('Client').implement({
    access: { permission: 'core.issue-keys' },
    description: 'A system that comes with access tokens of the authorisation server.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id here.' }),
      clientId: t.exposeString('clientId', { description: 'Its name at the authorisation server.' }),
      name: t.exposeString('name', { description: 'What it is.' }),
      region: t.field({
        type: Region,
        nullable: true,
        description: 'The region whose subtree it reaches.',
        resolve: ({ regionId }) => registers.current().tree.byId(regionId) ?? null,
      }),
      permissions: t.stringList({
        description: 'What it may do at most, as names of permissions; the scope of a token may narrow it.',
        resolve: ({ permissions }) => [...permissions].sort(),
      }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was registered.' }),
      createdBy: t.exposeString('createdBy', { nullable: true, description: 'Who registered it.' }),
      expiresAt: t.expose('expiresAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When its registration ends; null when it does not end by itself.',
      }),
      lastUsedAt: t.expose('lastUsedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it last came, to the minute.',
      }),
      revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'When it was revoked.' }),
    }),
  })
}
