import type { RegionRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }
type Given = {
  readonly id: string
  readonly name: string
  readonly region: RegionRef | null
  readonly permissions: readonly string[]
  readonly createdAt: string
  readonly createdBy: string | null
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}
export type ApiKey = Given & {
  readonly prefix: string
  readonly secrets: readonly {
    readonly prefix: string
    readonly expiresAt: string | null
    readonly lastUsedAt: string | null
  }[]
}
export type Client = Given & { readonly clientId: string }

const given = 'id name region { code name nameEn level } permissions createdAt createdBy expiresAt lastUsedAt revokedAt'
type Page = { first: number; after: string | null }

export const apiKeysQuery = query<{ apiKeys: { total: number; nodes: readonly ApiKey[]; pageInfo: PageInfo } }, Page>(
  `query ApiKeys($first: Int!, $after: String) {
  apiKeys(first: $first, after: $after) { total pageInfo { hasNextPage endCursor } nodes { ${given} prefix secrets { prefix expiresAt lastUsedAt } } }
}`,
)

export const clientsQuery = query<{ clients: { total: number; nodes: readonly Client[]; pageInfo: PageInfo } }, Page>(
  `query Clients($first: Int!, $after: String) {
  clients(first: $first, after: $after) { total pageInfo { hasNextPage endCursor } nodes { ${given} clientId } }
}`,
)

type Wanted = { name: string; region: string; permissions: readonly string[]; expiresAt: string | null }

export const createApiKeyQuery = mutation<{ readonly key: string }, Wanted>(
  `mutation CreateApiKey($input: CreateApiKeyInput!) {
  outcome: createApiKey(input: $input) { __typename ... on InputError { message } ... on CreateApiKeyPayload { key } }
}`,
)

export const rotateApiKeyQuery = mutation<
  { readonly key: string },
  { id: string; overlapDays: number }
>(`mutation RotateApiKey($input: RotateApiKeyInput!) {
  outcome: rotateApiKey(input: $input) { __typename ... on InputError { message } ... on RotateApiKeyPayload { key } }
}`)

export const revokeApiKeyQuery = mutation<object, { id: string }>(
  `mutation RevokeApiKey($input: RevokeApiKeyInput!) { outcome: revokeApiKey(input: $input) { __typename ... on InputError { message } } }`,
)

export const saveClientQuery = mutation<object, Wanted & { clientId: string }>(
  `mutation SaveClient($input: SaveClientInput!) { outcome: saveClient(input: $input) { __typename ... on InputError { message } } }`,
)

export const revokeClientQuery = mutation<object, { id: string }>(
  `mutation RevokeClient($input: RevokeClientInput!) { outcome: revokeClient(input: $input) { __typename ... on InputError { message } } }`,
)
