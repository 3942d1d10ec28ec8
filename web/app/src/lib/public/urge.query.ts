import { mutation, query } from '@zhikong/ui/query'

export type Ground = 'SLOW' | 'NO_ANSWER' | 'NOT_SETTLED' | 'OTHER'

/** What the holder of a link may know of the own case. */
export type OwnMatter = {
  readonly number: string
  readonly hall: string | null
  readonly mayUrge: boolean
  readonly urges: readonly {
    readonly receivedAt: string
    readonly due: string
    readonly answeredAt: string | null
    readonly answer: string | null
  }[]
}

export const ownMatterQuery = query<{ ownMatter: OwnMatter | null }, { token: string }>(
  `query OwnMatter($token: String!) { ownMatter(token: $token) { number hall mayUrge
    urges { receivedAt due answeredAt answer } } }`,
)

export const urgeMatterMutation = mutation<object, { token: string; ground: Ground }>(
  `mutation UrgeMatter($input: UrgeMatterInput!) {
  outcome: urgeMatter(input: $input) { __typename ... on InputError { message path } } }`,
)
