import type { Builder } from '../../../graphql/builder.ts'
import { connectionOf } from '../../../graphql/connections.ts'
import { answer, resultOf } from '../../../graphql/errors.ts'
import type { AccessServices } from '../../graphql/access-types.ts'
import { countClients, listClients, revokeClient, saveClient } from '../clients.ts'
import { issuedWithin } from '../issuing.ts'
import { newestFirst } from '../newest-first.ts'
import { defineClientType } from './client-type.ts'
import { givenIn, issuerOf, issuingFor, named } from './system-fields.ts'

type ClientRef = ReturnType<typeof defineClientType>

function defineList(builder: Builder, { database }: AccessServices, ClientType: ClientRef): void {
  builder.queryField('clients', (t) =>
    t.field({
      type: connectionOf(builder, 'Client', ClientType, { permission: 'core.issue-keys' }),
      authScopes: { permission: 'core.issue-keys' },
      description: 'The clients within your range, the newest first; those that have ended, too.',
      args: {
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The cursor of the last one of the page before.' }),
      },
      resolve: (_root, args, context) => {
        const range = issuedWithin(issuerOf(context))
        return newestFirst(
          args,
          (page) => listClients(database, range, page),
          () => countClients(database, range),
        )
      },
    }),
  )
}

function defineSave(builder: Builder, services: AccessServices, ClientType: ClientRef): void {
  const Input = builder.inputType('SaveClientInput', {
    description: 'A client of the authorisation server, and what it may do here.',
    fields: (t) => ({
      clientId: t.string({ required: true, description: 'Its name at the authorisation server; the key of a client.' }),
      name: t.string({ required: true, description: 'What it is, 1 to 100 characters.' }),
      region: t.field({ type: 'RegionCode', required: true, description: 'The region whose subtree it reaches.' }),
      permissions: t.stringList({ required: true, description: 'What it may do: permissions that you hold yourself.' }),
      expiresAt: t.field({ type: 'DateTime', description: 'When it ends; without, it lasts until it is revoked.' }),
    }),
  })
  builder.mutationField('saveClient', (t) =>
    t.field({
      type: resultOf(builder, 'SaveClient', { permission: 'core.issue-keys' }, { client: ClientType }),
      audit: 'core.client.saved',
      authScopes: { permission: 'core.issue-keys' },
      description: 'Registers a client, or changes what one may do; one that was revoked may come again.',
      args: { input: t.arg({ type: Input, required: true, description: 'The client to register.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const [range, issuing] = [issuedWithin(issuerOf(context)), issuingFor(context, services)]
          const draft = { ...givenIn(input, context, services), clientId: input.clientId }
          return { client: await saveClient(services.database, draft, range, issuing) }
        }),
    }),
  )
}

function defineRevoke(builder: Builder, services: AccessServices, ClientType: ClientRef): void {
  const Input = builder.inputType('RevokeClientInput', {
    description: 'A client to revoke.',
    fields: (t) => ({ id: t.id({ required: true, description: 'The id of the client.' }) }),
  })
  builder.mutationField('revokeClient', (t) =>
    t.field({
      type: resultOf(builder, 'RevokeClient', { permission: 'core.issue-keys' }, { client: ClientType }),
      audit: 'core.client.revoked',
      authScopes: { permission: 'core.issue-keys' },
      description: 'Revokes a client: its tokens open nothing; what it has open ends within a second or two.',
      args: { input: t.arg({ type: Input, required: true, description: 'The client to revoke.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const [range, issuing] = [issuedWithin(issuerOf(context)), issuingFor(context, services)]
          return { client: await named(input.id, (id) => revokeClient(services.database, id, range, issuing)) }
        }),
    }),
  )
}

/** Defines `Client`, `clients`, `saveClient` and `revokeClient`. */
export function defineClients(builder: Builder, services: AccessServices): void {
  const ClientType = defineClientType(builder, services)
  defineList(builder, services, ClientType)
  defineSave(builder, services, ClientType)
  defineRevoke(builder, services, ClientType)
}
