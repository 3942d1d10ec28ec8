import { ADMINISTRATION } from '../../../access/administration.ts'
import { issuerOf } from '../../../access/third-parties/graphql/system-fields.ts'
import { issuedWithin } from '../../../access/third-parties/issuing.ts'
import { newestFirst } from '../../../access/third-parties/newest-first.ts'
import type { Builder } from '../../../graphql/builder.ts'
import { connectionOf } from '../../../graphql/connections.ts'
import { fault } from '../../../graphql/fault.ts'
import { isUuid } from '../../../uuid.ts'
import { countDeliveries, readDeliveries, type Delivery } from '../deliveries.ts'
import { DELIVERY_FAULTS, DELIVERY_STATES } from '../tables.ts'
import { countWebhooks, readWebhooks } from '../webhook.ts'
import type { WebhookRef, WebhookServices } from './webhook-type.ts'

const ISSUER = { permission: 'core.issue-keys' } as const

/** Defines `webhooks`. */
export function defineWebhookList(builder: Builder, { database, clock }: WebhookServices, Webhook: WebhookRef): void {
  builder.queryField('webhooks', (t) =>
    t.field({
      type: connectionOf(builder, 'Webhook', Webhook, ISSUER),
      authScopes: ISSUER,
      description: 'The webhooks within your range, the newest first; those that have ended, too.',
      args: {
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The cursor of the last one of the page before.' }),
      },
      resolve: async (_root, args, context) => {
        const range = issuedWithin(issuerOf(context))
        const now = await clock.now()
        return newestFirst(
          args,
          (page) => database.withScope(ADMINISTRATION, (trx) => readWebhooks(trx, { range, ...page }, now)),
          () => database.withScope(ADMINISTRATION, (trx) => countWebhooks(trx, range)),
        )
      },
    }),
  )
}

function defineDelivery(builder: Builder) {
  const State = builder.enumType('WebhookDeliveryState', {
    description:
      'PENDING waits or is being retried; DELIVERED was answered with 2xx; DROPPED: the webhook ended, or the event is no more in the feed or in reach.',
    values: DELIVERY_STATES,
  })
  const Fault = builder.enumType('WebhookDeliveryFault', {
    description:
      'What went wrong: STATUS other than 2xx; REDIRECT, which is not followed; TIMEOUT of 15 seconds; no CONNECTION; TLS; BROKEN_ANSWER that ended too early; NAME_UNKNOWN; ADDRESS_REFUSED, since the name leads to a private address.',
    values: DELIVERY_FAULTS,
  })
  const Delivery = builder.objectRef<Delivery>('WebhookDelivery').implement({
    access: ISSUER,
    description: 'One message of a webhook, and what came of it.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id; the header webhook-id is `msg_` and this, at every attempt.' }),
      kind: t.exposeString('kind', { description: 'The name of the event.' }),
      state: t.expose('state', { type: State, description: 'What became of it.' }),
      attempts: t.exposeInt('attempts', { description: 'How often it was sent.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was planned.' }),
      attemptedAt: t.expose('attemptedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was last tried.',
      }),
      nextAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it is tried next, after those of its case that come before it; null when it is not.',
        resolve: ({ state, nextAt }) => (state === 'PENDING' ? nextAt : null),
      }),
      deliveredAt: t.expose('deliveredAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When the receiver took it.',
      }),
      status: t.exposeInt('status', {
        nullable: true,
        description: 'The HTTP status of the last answer; null without one.',
      }),
      fault: t.expose('fault', { type: Fault, nullable: true, description: 'What went wrong at the last attempt.' }),
      answer: t.exposeString('answer', {
        nullable: true,
        description: 'The beginning of the last answer, at most 500 characters.',
      }),
    }),
  })
  return { State, Delivery }
}

/** Defines `WebhookDelivery` and `webhookDeliveries`. */
export function defineDeliveryList(builder: Builder, { database }: WebhookServices): void {
  const { State, Delivery } = defineDelivery(builder)
  builder.queryField('webhookDeliveries', (t) =>
    t.field({
      type: connectionOf(builder, 'WebhookDelivery', Delivery, ISSUER),
      authScopes: ISSUER,
      description: 'The messages of a webhook of the last 30 days, the newest first. NOT_FOUND outside of your range.',
      args: {
        webhook: t.arg.id({ required: true, description: 'The id of the webhook.' }),
        state: t.arg({ type: State, description: 'Only those that became this.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The cursor of the last one of the page before.' }),
      },
      resolve: async (_root, { webhook, state, ...args }, context) => {
        const range = issuedWithin(issuerOf(context))
        const webhookId = String(webhook)
        const asked = { webhookId, range, state: state ?? null }
        const read = <T>(work: Parameters<typeof database.withScope<T>>[1]) => database.withScope(ADMINISTRATION, work)
        const [found] = isUuid(webhookId)
          ? await read((trx) => readWebhooks(trx, { range, id: webhookId }, new Date(0)))
          : []
        if (found === undefined) throw fault('NOT_FOUND', { value: webhookId }, ['webhook'])
        return newestFirst(
          args,
          (page) => read((trx) => readDeliveries(trx, asked, page)),
          () => read((trx) => countDeliveries(trx, asked)),
        )
      },
    }),
  )
}
