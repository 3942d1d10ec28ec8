import type { Builder } from '../../../graphql/builder.ts'
import { answer, resultOf } from '../../../graphql/errors.ts'
import type { AccessServices } from '../../graphql/access-types.ts'
import { createApiKey, revokeApiKey } from '../api-keys.ts'
import { issuedWithin } from '../issuing.ts'
import { OVERLAP_DAYS, rotateApiKey } from '../rotate-api-key.ts'
import { defineApiKeyList } from './api-key-list.ts'
import { defineApiKeyType } from './api-key-type.ts'
import { givenIn, issuerOf, issuingFor, named } from './system-fields.ts'

type ApiKeyRef = ReturnType<typeof defineApiKeyType>

function defineCreate(builder: Builder, services: AccessServices, ApiKey: ApiKeyRef): void {
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
      type: resultOf(builder, 'CreateApiKey', { permission: 'core.issue-keys' }, { key: 'String', apiKey: ApiKey }),
      audit: 'core.key.created',
      authScopes: { permission: 'core.issue-keys' },
      description: 'Makes a key for a system. The answer holds the whole key, once and never again.',
      args: { input: t.arg({ type: Input, required: true, description: 'The key to make.' }) },
      resolve: (_root, { input }, context) =>
        answer(() => createApiKey(services.database, givenIn(input, context, services), issuingFor(context, services))),
    }),
  )
}

function defineRotate(builder: Builder, services: AccessServices, ApiKey: ApiKeyRef): void {
  const Input = builder.inputType('RotateApiKeyInput', {
    description: 'A key that gets a new secret.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the key.' }),
      overlapDays: t.int({
        required: true,
        defaultValue: OVERLAP_DAYS.usual,
        description: `For how many days the older secret goes on opening, 0 to ${OVERLAP_DAYS.most}; with 0 every older secret ends at once.`,
      }),
    }),
  })
  builder.mutationField('rotateApiKey', (t) =>
    t.field({
      type: resultOf(builder, 'RotateApiKey', { permission: 'core.issue-keys' }, { key: 'String', apiKey: ApiKey }),
      audit: 'core.key.rotated',
      authScopes: { permission: 'core.issue-keys' },
      description:
        'Gives a key a new secret; the one before ends after the overlap. The answer holds the whole new key, once and never again. FORBIDDEN for a key that may do more than you.',
      args: { input: t.arg({ type: Input, required: true, description: 'The key to rotate.' }) },
      resolve: (_root, { input }, context) =>
        answer(() => {
          const [issuer, issuing] = [issuerOf(context), issuingFor(context, services)]
          return named(input.id, (id) =>
            rotateApiKey(services.database, { id }, input.overlapDays, issuedWithin(issuer), issuing, issuer),
          )
        }),
    }),
  )
}

function defineRevoke(builder: Builder, services: AccessServices, ApiKey: ApiKeyRef): void {
  const Input = builder.inputType('RevokeApiKeyInput', {
    description: 'A key to revoke.',
    fields: (t) => ({ id: t.id({ required: true, description: 'The id of the key.' }) }),
  })
  builder.mutationField('revokeApiKey', (t) =>
    t.field({
      type: resultOf(builder, 'RevokeApiKey', { permission: 'core.issue-keys' }, { apiKey: ApiKey }),
      audit: 'core.key.revoked',
      authScopes: { permission: 'core.issue-keys' },
      description: 'Revokes a key with all its secrets; what it has open ends within a second or two.',
      args: { input: t.arg({ type: Input, required: true, description: 'The key to revoke.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const [range, issuing] = [issuedWithin(issuerOf(context)), issuingFor(context, services)]
          return { apiKey: await named(input.id, (id) => revokeApiKey(services.database, { id }, range, issuing)) }
        }),
    }),
  )
}

/** Defines `ApiKey`, `apiKeys`, `createApiKey`, `rotateApiKey` and `revokeApiKey`. */
export function defineApiKeys(builder: Builder, services: AccessServices): void {
  const ApiKey = defineApiKeyType(builder, services)
  defineApiKeyList(builder, services, ApiKey)
  defineCreate(builder, services, ApiKey)
  defineRotate(builder, services, ApiKey)
  defineRevoke(builder, services, ApiKey)
}
