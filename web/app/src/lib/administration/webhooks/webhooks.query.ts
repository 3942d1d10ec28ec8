import type { CardLevel, PlaceRef, RegionRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }
type Page = { first: number; after: string | null }

export type Webhook = {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly region: RegionRef | null
  readonly organisation: PlaceRef | null
  readonly hall: PlaceRef | null
  readonly kinds: readonly string[]
  readonly minLevel: CardLevel
  readonly owner: string
  readonly secrets: readonly { readonly createdAt: string; readonly expiresAt: string | null }[]
  readonly pending: number
  readonly createdAt: string
  readonly stoppedAt: string | null
  readonly stopReason: 'GONE' | 'RETRIES_USED_UP' | null
  readonly endedAt: string | null
  readonly endReason: 'ASKED' | 'RIGHTS_LOST' | null
}

export type DeliveryState = 'PENDING' | 'DELIVERED' | 'DROPPED'
export type Delivery = {
  readonly id: string
  readonly kind: string
  readonly state: DeliveryState
  readonly attempts: number
  readonly createdAt: string
  readonly attemptedAt: string | null
  readonly nextAt: string | null
  readonly deliveredAt: string | null
  readonly status: number | null
  readonly fault:
    | 'STATUS'
    | 'REDIRECT'
    | 'TIMEOUT'
    | 'CONNECTION'
    | 'TLS'
    | 'BROKEN_ANSWER'
    | 'NAME_UNKNOWN'
    | 'ADDRESS_REFUSED'
    | null
  readonly answer: string | null
}

const fields = `id name url region { code name nameEn level } organisation { code name nameEn } hall { code name nameEn }
  kinds minLevel owner secrets { createdAt expiresAt } pending createdAt stoppedAt stopReason endedAt endReason`

export const webhooksQuery = query<
  { webhooks: { total: number; nodes: readonly Webhook[]; pageInfo: PageInfo } },
  Page
>(
  `query Webhooks($first: Int!, $after: String) {
  webhooks(first: $first, after: $after) { total pageInfo { hasNextPage endCursor } nodes { ${fields} } }
}`,
)

export const deliveriesQuery = query<
  { webhookDeliveries: { total: number; nodes: readonly Delivery[]; pageInfo: PageInfo } },
  Page & { webhook: string; state: DeliveryState | null }
>(`query WebhookDeliveries($webhook: ID!, $state: WebhookDeliveryState, $first: Int!, $after: String) {
  webhookDeliveries(webhook: $webhook, state: $state, first: $first, after: $after) { total pageInfo { hasNextPage endCursor }
    nodes { id kind state attempts createdAt attemptedAt nextAt deliveredAt status fault answer } }
}`)

export const saveWebhookMutation = mutation<
  { readonly secrets: readonly string[] },
  {
    id: string | null
    name: string
    url: string
    region: string
    organisation: string | null
    hall: string | null
    kinds: readonly string[]
    minLevel: CardLevel
  }
>(`mutation SaveWebhook($input: SaveWebhookInput!) {
  outcome: saveWebhook(input: $input) { __typename ... on InputError { message path } ... on SaveWebhookPayload { secrets } }
}`)

export const rotateWebhookMutation = mutation<
  { readonly secret: string },
  { id: string; overlapDays: number }
>(`mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
  outcome: rotateWebhookSecret(input: $input) { __typename ... on InputError { message } ... on RotateWebhookSecretPayload { secret } }
}`)

export const endWebhookMutation = mutation<object, { id: string }>(
  `mutation EndWebhook($input: EndWebhookInput!) { outcome: endWebhook(input: $input) { __typename ... on InputError { message } } }`,
)

export const redeliverMutation = mutation<object, { webhook: string; delivery: string | null }>(
  `mutation Redeliver($input: RedeliverInput!) { outcome: redeliver(input: $input) { __typename ... on InputError { message } } }`,
)
