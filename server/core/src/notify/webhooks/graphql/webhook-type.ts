import type { EnumRef, ObjectRef } from '@pothos/core'
import type { Vault } from '../../../access/personal/vault.ts'
import type { CardLevel } from '../../../clock/card-rule.ts'
import type { CoreServices } from '../../../core-services.ts'
import type { Builder, SchemaTypes } from '../../../graphql/builder.ts'
import type { HallEntry, OrganisationEntry } from '../../../registers/register-index.ts'
import type { Region } from '../../../registers/region.ts'
import { STOP_REASONS } from '../tables.ts'
import type { Reachable } from '../target.ts'
import type { Webhook } from '../webhook.ts'

/** What the fields of webhooks need. */
export type WebhookServices = Pick<CoreServices, 'database' | 'clock' | 'registers'> & {
  readonly vault: Vault
  /** Where webhooks may go; the public internet by https unless told. */
  readonly reachable?: Reachable
  readonly Region: ObjectRef<SchemaTypes, Region, Region>
  readonly Organisation: ObjectRef<SchemaTypes, OrganisationEntry, OrganisationEntry>
  readonly Hall: ObjectRef<SchemaTypes, HallEntry, HallEntry>
  readonly CardLevel: EnumRef<SchemaTypes, CardLevel>
}

const ISSUER = { permission: 'core.issue-keys' } as const

function defineEnums(builder: Builder) {
  const StopReason = builder.enumType('WebhookStopReason', {
    description:
      'Why a webhook delivers no more: GONE, its receiver answered 410; RETRIES_USED_UP, a message could not be delivered for three days.',
    values: STOP_REASONS,
  })
  const EndReason = builder.enumType('WebhookEndReason', {
    description: 'Why a webhook has ended: ASKED, or RIGHTS_LOST when its owner no longer held what it tells.',
    values: ['ASKED', 'RIGHTS_LOST'] as const,
  })
  return { StopReason, EndReason }
}

function defineSecret(builder: Builder) {
  return builder.objectRef<Webhook['secrets'][number]>('WebhookSecret').implement({
    access: ISSUER,
    description: 'A secret that signs messages; the secret itself is shown once, when it is made.',
    fields: (t) => ({
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
      expiresAt: t.expose('expiresAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it ends; null for the newest.',
      }),
    }),
  })
}

/** Defines `Webhook`. */
export function defineWebhookType(builder: Builder, services: WebhookServices) {
  const { registers, Region, Organisation, Hall, CardLevel } = services
  const [Secret, { StopReason, EndReason }] = [defineSecret(builder), defineEnums(builder)]
  return builder.objectRef<Webhook>('Webhook').implement({
    access: ISSUER,
    description:
      'An address of another system that is told of cards and of cases that end, by the Standard Webhooks convention: at least once, in order within each case.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      name: t.exposeString('name', { description: 'What it is for.' }),
      url: t.exposeString('url', { description: 'Where messages are posted.' }),
      region: t.field({
        type: Region,
        nullable: true,
        description: 'The region of whose subtree it is told.',
        resolve: ({ regionId }) => registers.current().tree.byId(regionId) ?? null,
      }),
      organisation: t.field({
        type: Organisation,
        nullable: true,
        description: 'The organisation whose cases alone it is told of; null for all.',
        resolve: ({ organisationId: id }) =>
          id === null ? null : (registers.current().index.organisationById.get(id) ?? null),
      }),
      hall: t.field({
        type: Hall,
        nullable: true,
        description: 'The hall whose cases alone it is told of; null for all.',
        resolve: ({ hallId: id }) => (id === null ? null : (registers.current().index.hallById.get(id) ?? null)),
      }),
      kinds: t.stringList({
        description: 'The names of the events that it is told of; empty for all.',
        resolve: ({ kinds }) => [...kinds],
      }),
      minLevel: t.expose('minLevel', { type: CardLevel, description: 'Of cards, this level and graver ones.' }),
      owner: t.exposeString('ownerName', {
        description: 'Who saved it last: it ends when this account no longer holds what it tells.',
      }),
      secrets: t.field({
        type: [Secret],
        description: 'The secrets that sign now, the newest first: two while one replaces the other.',
        resolve: ({ secrets }) => [...secrets],
      }),
      pending: t.exposeInt('pending', { description: 'How many messages wait to be delivered.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
      stoppedAt: t.expose('stoppedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'Since when it delivers no more; `redeliver` resumes it, and nothing is lost meanwhile.',
      }),
      stopReason: t.expose('stopReason', { type: StopReason, nullable: true, description: 'Why.' }),
      endedAt: t.expose('endedAt', { type: 'DateTime', nullable: true, description: 'When it ended, for good.' }),
      endReason: t.expose('endReason', { type: EndReason, nullable: true, description: 'Why.' }),
    }),
  })
}

export type WebhookRef = ReturnType<typeof defineWebhookType>
