import { issuerOf, issuingFor, named } from '../../../access/third-parties/graphql/system-fields.ts'
import { issuedWithin } from '../../../access/third-parties/issuing.ts'
import { OVERLAP_DAYS } from '../../../access/third-parties/rotate-api-key.ts'
import type { Builder } from '../../../graphql/builder.ts'
import { answer, resultOf } from '../../../graphql/errors.ts'
import { fault } from '../../../graphql/fault.ts'
import { isUuid } from '../../../uuid.ts'
import { endWebhook } from '../end-webhook.ts'
import { redeliver } from '../redeliver.ts'
import { rotateWebhookSecret } from '../rotate-webhook-secret.ts'
import type { WebhookRef, WebhookServices } from './webhook-type.ts'

const ISSUER = { permission: 'core.issue-keys' } as const

function defineRotate(builder: Builder, services: WebhookServices, Webhook: WebhookRef): void {
  const Input = builder.inputType('RotateWebhookSecretInput', {
    description: 'A webhook that gets a new secret.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the webhook.' }),
      overlapDays: t.int({
        required: true,
        defaultValue: OVERLAP_DAYS.usual,
        description: `For how many days messages are signed with the older secret as well, 0 to ${OVERLAP_DAYS.most}.`,
      }),
    }),
  })
  builder.mutationField('rotateWebhookSecret', (t) =>
    t.field({
      type: resultOf(builder, 'RotateWebhookSecret', ISSUER, { webhook: Webhook, secret: 'String' }),
      audit: 'core.webhook-secret.rotated',
      authScopes: ISSUER,
      description:
        'Gives a webhook a new secret, shown in this answer and never again. Until the overlap is over each message bears two signatures. CONFLICT while two secrets sign already.',
      args: { input: t.arg({ type: Input, required: true, description: 'The webhook.' }) },
      resolve: (_root, { input }, context) =>
        answer(() => {
          const range = issuedWithin(issuerOf(context))
          const rotating = { ...issuingFor(context, services), vault: services.vault }
          return named(input.id, (id) => rotateWebhookSecret(id, input.overlapDays, range, rotating))
        }),
    }),
  )
}

function defineEnd(builder: Builder, services: WebhookServices, Webhook: WebhookRef): void {
  const Input = builder.inputType('EndWebhookInput', {
    description: 'A webhook to end.',
    fields: (t) => ({ id: t.id({ required: true, description: 'The id of the webhook.' }) }),
  })
  builder.mutationField('endWebhook', (t) =>
    t.field({
      type: resultOf(builder, 'EndWebhook', ISSUER, { webhook: Webhook }),
      audit: 'core.webhook.ended',
      authScopes: ISSUER,
      description: 'Ends a webhook for good: what waits is dropped.',
      args: { input: t.arg({ type: Input, required: true, description: 'The webhook to end.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const range = issuedWithin(issuerOf(context))
          return { webhook: await named(input.id, (id) => endWebhook(id, range, issuingFor(context, services))) }
        }),
    }),
  )
}

function defineRedeliver(builder: Builder, services: WebhookServices, Webhook: WebhookRef): void {
  const Input = builder.inputType('RedeliverInput', {
    description: 'A webhook to resume, or one of its messages to send again.',
    fields: (t) => ({
      webhook: t.id({ required: true, description: 'The id of the webhook.' }),
      delivery: t.id({ description: 'A message of it to send again, under the same message id.' }),
    }),
  })
  builder.mutationField('redeliver', (t) =>
    t.field({
      type: resultOf(builder, 'Redeliver', ISSUER, { webhook: Webhook }),
      audit: 'core.webhook.resumed',
      authScopes: ISSUER,
      description:
        'Resumes a webhook that was stopped: what waits is tried at once and for another three days, then all that happened meanwhile, as far as the feed keeps it. With `delivery`, that message goes again as well.',
      args: { input: t.arg({ type: Input, required: true, description: 'What to deliver again.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const range = issuedWithin(issuerOf(context))
          const deliveryId = input.delivery === null || input.delivery === undefined ? null : String(input.delivery)
          const [webhookId, issuing] = [String(input.webhook), issuingFor(context, services)]
          const isId = isUuid(webhookId) && (deliveryId === null || isUuid(deliveryId))
          const webhook = isId ? await redeliver({ webhookId, deliveryId }, range, issuing) : undefined
          if (webhook === undefined) throw fault('NOT_FOUND', { value: deliveryId ?? webhookId }, ['input'])
          return { webhook }
        }),
    }),
  )
}

/** Defines `rotateWebhookSecret`, `endWebhook` and `redeliver`. */
export function defineKeepWebhook(builder: Builder, services: WebhookServices, Webhook: WebhookRef): void {
  defineRotate(builder, services, Webhook)
  defineEnd(builder, services, Webhook)
  defineRedeliver(builder, services, Webhook)
}
