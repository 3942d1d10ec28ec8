import { mutation, type Outcome, query } from '@zhikong/ui/query'

/** A session of a person. */
export type Session = {
  readonly id: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  readonly address: string
  readonly via: string
  readonly current: boolean
}
export const sessionFields = 'id createdAt lastSeenAt expiresAt address via current'

export const mySessionsQuery = query<{ mySessions: readonly Session[] }>(
  `query MySessions { mySessions { ${sessionFields} } }`,
)

/** Ends one's own session, or for who may authorise somebody else's. */
export const endSessionQuery = mutation<object, { id: string }>(
  `mutation EndSession($input: EndSessionInput!) { outcome: endSession(input: $input) { __typename ... on InputError { message } } }`,
)

export const beginSecondFactorQuery = query<
  Outcome<{ readonly secret: string; readonly uri: string }>
>(`mutation BeginSecondFactor {
  outcome: beginSecondFactor { __typename ... on InputError { message } ... on BeginSecondFactorPayload { secret uri } }
}`)

export const confirmSecondFactorQuery = mutation<
  { recoveryCodes: readonly string[] },
  { code: string }
>(`mutation ConfirmSecondFactor($input: ConfirmSecondFactorInput!) {
  outcome: confirmSecondFactor(input: $input) { __typename ... on InputError { message } ... on ConfirmSecondFactorPayload { recoveryCodes } }
}`)

export const removeSecondFactorQuery = mutation<object, { code: string }>(
  `mutation RemoveSecondFactor($input: RemoveSecondFactorInput!) { outcome: removeSecondFactor(input: $input) { __typename ... on InputError { message } } }`,
)

/** Who one is, read anew after a change. */
export const selfQuery = query<{ viewer: { secondFactor: boolean } | null }>(`query Self { viewer { secondFactor } }`)
