import type { Builder } from '../../graphql/builder.ts'
import type { Principal } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import { createApiKey, revokeApiKey, type ApiKey } from '../api-keys.ts'
import { liesWithin, notHeldBy, type GrantedRegion } from '../grant.ts'
import type { AccessServices } from './access-types.ts'

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u

function defineApiKey(builder: Builder, { registers, Region }: AccessServices) {
  return builder.objectRef<ApiKey>('ApiKey').implement({
    description: 'A key with which a system reads or reports; its secret is shown once, when it is made.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      name: t.exposeString('name', { description: 'What it is for.' }),
      prefix: t.exposeString('prefix', { description: 'The part of the key that may be shown: zk_<prefix>_…' }),
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
      expiresAt: t.expose('expiresAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it ends; null when it does not end by itself.',
      }),
      lastUsedAt: t.expose('lastUsedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was last used, to the minute.',
      }),
      revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'When it was revoked.' }),
    }),
  })
}

/** The region of a grant; unknown and out of the grantor's range are one answer. */
function grantedRegion(code: string, grantor: Principal, { registers }: AccessServices): GrantedRegion {
  const region = registers.current().tree.byCode(code)
  const granted = region && { id: region.id, lo: region.scopeKey, hi: region.scopeEnd }
  if (granted !== undefined && liesWithin(granted, grantor)) return granted
  throw fault('NOT_FOUND', { value: code }, ['input', 'region'])
}

function checkPermissions(wanted: readonly string[], grantor: Principal): void {
  const [missing] = notHeldBy(grantor, wanted)
  if (missing === undefined) return
  const detail = {
    'zh-CN': `您自己没有权限“${missing}”，不能授予。`,
    en: `You do not hold "${missing}" yourself and cannot give it.`,
  }
  throw fault('FORBIDDEN', { detail }, ['input', 'permissions'])
}

function signedIn(principal: Principal | null): Principal {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}

function defineCreate(builder: Builder, services: AccessServices, ApiKeyRef: ReturnType<typeof defineApiKey>): void {
  const { database, clock } = services
  const Input = builder.inputType('CreateApiKeyInput', {
    description: 'A key for a system.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'What it is for, 1 to 100 characters.' }),
      region: t.field({ type: 'RegionCode', required: true, description: 'The region whose subtree it reaches.' }),
      permissions: t.stringList({ required: true, description: 'What it may do: permissions that you hold yourself.' }),
      expiresAt: t.field({ type: 'DateTime', description: 'When it ends; without, it lasts until it is revoked.' }),
    }),
  })
  builder.mutationField('createApiKey', (t) =>
    t.field({
      type: resultOf(builder, 'CreateApiKey', { key: 'String', apiKey: ApiKeyRef }),
      authScopes: { permission: 'core.administer' },
      description: 'Makes a key for a system. The answer holds the whole key, once and never again.',
      args: { input: t.arg({ type: Input, required: true, description: 'The key to make.' }) },
      resolve: (_root, { input }, { principal }) =>
        answer(async () => {
          const grantor = signedIn(principal)
          const region = grantedRegion(input.region, grantor, services)
          checkPermissions(input.permissions, grantor)
          const { name, permissions, expiresAt } = input
          const createdBy = grantor.username ?? grantor.id
          return await createApiKey(database, { name, region, permissions, expiresAt, createdBy }, clock.now)
        }),
    }),
  )
}

function defineRevoke(builder: Builder, services: AccessServices, ApiKeyRef: ReturnType<typeof defineApiKey>): void {
  const { database, clock } = services
  const Input = builder.inputType('RevokeApiKeyInput', {
    description: 'A key to revoke.',
    fields: (t) => ({ id: t.id({ required: true, description: 'The id of the key.' }) }),
  })
  builder.mutationField('revokeApiKey', (t) =>
    t.field({
      type: resultOf(builder, 'RevokeApiKey', { apiKey: ApiKeyRef }),
      authScopes: { permission: 'core.administer' },
      description: 'Revokes a key; what it has open ends within a second or two.',
      args: { input: t.arg({ type: Input, required: true, description: 'The key to revoke.' }) },
      resolve: (_root, { input }, { principal }) =>
        answer(async () => {
          const id = String(input.id)
          const apiKey = UUID.test(id)
            ? await revokeApiKey(database, { id }, signedIn(principal), clock.now)
            : undefined
          if (apiKey === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
          return { apiKey }
        }),
    }),
  )
}

/** Defines `ApiKey`, `createApiKey` and `revokeApiKey`. */
export function defineApiKeys(builder: Builder, services: AccessServices): void {
  const ApiKeyRef = defineApiKey(builder, services)
  defineCreate(builder, services, ApiKeyRef)
  defineRevoke(builder, services, ApiKeyRef)
}
