import { mutation } from '@zhikong/ui/query'

/** What came of each card. */
export type Results = {
  readonly results: readonly { readonly id: string; readonly problem: { readonly message: string } | null }[]
}
type Ids = { readonly ids: readonly string[] }

const results = 'results { id problem { message } }'

export const acknowledgeQuery = mutation<Results, Ids>(
  `mutation AcknowledgeCards($input: AcknowledgeAlertInput!) { outcome: acknowledgeAlert(input: $input) { __typename ... on AcknowledgeAlertPayload { ${results} } ... on InputError { message } } }`,
)
export const feedBackQuery = mutation<Results, Ids & { readonly text: string }>(
  `mutation FeedBackOnCards($input: FeedBackOnAlertInput!) { outcome: feedBackOnAlert(input: $input) { __typename ... on FeedBackOnAlertPayload { ${results} } ... on InputError { message } } }`,
)
export const appealQuery = mutation<Results, Ids & { readonly reason: string }>(
  `mutation AppealCards($input: AppealAlertInput!) { outcome: appealAlert(input: $input) { __typename ... on AppealAlertPayload { ${results} } ... on InputError { message } } }`,
)
export const confirmQuery = mutation<Results, Ids>(
  `mutation ConfirmCards($input: ConfirmAlertInput!) { outcome: confirmAlert(input: $input) { __typename ... on ConfirmAlertPayload { ${results} } ... on InputError { message } } }`,
)
export const refuseQuery = mutation<Results, Ids & { readonly reason: string }>(
  `mutation RefuseCards($input: RefuseAlertInput!) { outcome: refuseAlert(input: $input) { __typename ... on RefuseAlertPayload { ${results} } ... on InputError { message } } }`,
)
export const decideQuery = mutation<Results, Ids & { readonly outcome: 'UPHELD' | 'REVOKED'; readonly reason: string }>(
  `mutation DecideAppeals($input: DecideAppealInput!) { outcome: decideAppeal(input: $input) { __typename ... on DecideAppealPayload { ${results} } ... on InputError { message } } }`,
)
export const urgeQuery = mutation<Results, Ids & { readonly text: string }>(
  `mutation UrgeCards($input: UrgeAlertInput!) { outcome: urgeAlert(input: $input) { __typename ... on UrgeAlertPayload { ${results} } ... on InputError { message } } }`,
)
