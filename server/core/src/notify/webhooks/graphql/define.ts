import type { Builder } from '../../../graphql/builder.ts'
import { defineKeepWebhook } from './keep.ts'
import { defineSaveWebhook } from './save.ts'
import { defineDeliveryList, defineWebhookList } from './webhook-list.ts'
import { defineWebhookType, type WebhookServices } from './webhook-type.ts'

/** Defines `Webhook`, `webhooks`, `webhookDeliveries` and the mutations of webhooks. */
export function defineWebhooks(builder: Builder, services: WebhookServices): void {
  const Webhook = defineWebhookType(builder, services)
  defineWebhookList(builder, services, Webhook)
  defineDeliveryList(builder, services)
  defineSaveWebhook(builder, services, Webhook)
  defineKeepWebhook(builder, services, Webhook)
}
