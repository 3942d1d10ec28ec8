import type { CardLevel } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

export type MessageChannel = 'MAIL' | 'SMS'
export type MessagePreferences = {
  readonly channel: MessageChannel
  readonly isSetUp: boolean
  readonly hasAddress: boolean
  readonly confirmedAt: string | null
  readonly language: string
  readonly levels: readonly CardLevel[]
  readonly digestAt: string | null
  readonly quietFrom: string
  readonly quietTo: string
}

const fields = 'channel isSetUp hasAddress confirmedAt language levels digestAt quietFrom quietTo'

export const messagesQuery = query<{ mail: MessagePreferences; sms: MessagePreferences }>(
  `query MyMessages { mail: messagePreferences(channel: MAIL) { ${fields} } sms: messagePreferences(channel: SMS) { ${fields} } }`,
)

export const saveMessagesMutation = mutation<
  { readonly preferences: MessagePreferences },
  {
    channel: MessageChannel
    address?: string
    language: string
    levels: readonly CardLevel[]
    digestAt: string | null
    quietFrom: string
    quietTo: string
  }
>(`mutation SaveMessages($input: SaveMessagePreferencesInput!) {
  outcome: saveMessagePreferences(input: $input) { __typename ... on InputError { message path } ... on SaveMessagePreferencesPayload { preferences { ${fields} } } }
}`)

export const confirmMessagesMutation = mutation<
  { readonly preferences: MessagePreferences },
  { channel: MessageChannel; code: string }
>(`mutation ConfirmMessages($input: ConfirmMessageAddressInput!) {
  outcome: confirmMessageAddress(input: $input) { __typename ... on InputError { message } ... on ConfirmMessageAddressPayload { preferences { ${fields} } } }
}`)
