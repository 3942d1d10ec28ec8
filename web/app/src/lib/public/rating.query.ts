import { mutation, query } from '@zhikong/ui/query'

export type RatingForm = {
  readonly state: 'OPEN' | 'USED' | 'EXPIRED' | 'UNKNOWN'
  readonly kind: 'FIRST' | 'FOLLOW_UP' | null
  readonly version: number
  readonly hall: string | null
  readonly matter: string | null
  readonly tags: readonly { readonly code: string; readonly negative: boolean; readonly title: string }[]
}

export const ratingFormQuery = query<{ ratingForm: RatingForm }, { token: string }>(
  `query RatingForm($token: String!) { ratingForm(token: $token) { state kind version hall matter
    tags { code negative title } } }`,
)

export const giveRatingMutation = mutation<
  object,
  {
    token: string
    grade: number
    version: number
    tags: readonly string[]
    words: string | null
    name: string | null
    phone: string | null
  }
>(
  `mutation GiveRating($input: GiveRatingInput!) { outcome: giveRating(input: $input) { __typename ... on InputError { message path } } }`,
)
