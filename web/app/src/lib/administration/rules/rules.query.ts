import type { CardLevel, Limit, RegionRef } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'

/** Days before the last counted day, by the length of the limit; null: for all longer ones, and no card at all. */
export type Lead = { readonly upToDays: number | null; readonly leadDays: number | null }

/** What a rule says; the API takes and gives it alike. */
export type RuleContent = {
  readonly clock: string
  readonly level: CardLevel
  readonly enabled: boolean
  readonly mode: 'AUTOMATIC' | 'HUMAN'
  readonly limit: 'PROMISED' | 'STATUTORY' | 'OWN'
  readonly defaultLimit: Limit | null
  readonly over: { readonly comparator: 'AT_LEAST' | 'ABOVE'; readonly days: number }
  readonly policy: 'INSTANT' | 'NEXT_WORKDAY'
  readonly leads: readonly Lead[]
  readonly text: { readonly zhCN: string; readonly en: string } | null
  readonly feedbackDays: number | null
  readonly escalationDays: { readonly unit: number; readonly hall: number }
}
export type CardRule = RuleContent & { readonly statedBy: string }

export type RulePack = {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly region: RegionRef
  readonly effectiveFrom: string
  readonly createdAt: string
  readonly createdBy: string
  readonly note: string | null
  readonly rules: readonly CardRule[]
}

export type RuleDifference = {
  readonly clock: string
  readonly level: CardLevel
  readonly before: CardRule | null
  readonly after: CardRule | null
  readonly fields: readonly string[]
}

const rule =
  'clock level enabled mode limit defaultLimit { amount unit } over { comparator days } policy leads { upToDays leadDays } text { zhCN en } feedbackDays escalationDays { unit hall } statedBy'
const pack = `id version name region { code name nameEn level } effectiveFrom createdAt createdBy note rules { ${rule} }`

export const rulePacksQuery = query<{ rulePacks: readonly RulePack[] }, { within: string }>(
  `query RulePacks($within: RegionCode!) { rulePacks(within: $within) { ${pack} } }`,
)

export const rulesInForceQuery = query<{ rulesInForce: readonly CardRule[] }, { within: string; on: string }>(
  `query RulesInForce($within: RegionCode!, $on: Date!) { rulesInForce(within: $within, on: $on) { ${rule} } }`,
)

/** A version beside the one that it follows; of the first, itself. */
export const packVersionQuery = query<
  { version: RulePack | null; former: RulePack | null },
  { id: string; version: number; former: number }
>(`query RulePackVersion($id: ID!, $version: Int!, $former: Int!) {
  version: rulePack(id: $id, version: $version) { ${pack} }
  former: rulePack(id: $id, version: $former) { ${pack} }
}`)

export type SavedPack = { readonly rulePack: RulePack; readonly differences: readonly RuleDifference[] }
export type PackInput = {
  readonly region: string
  readonly version: number | null
  readonly effectiveFrom: string
  readonly note: string | null
  readonly rules: readonly RuleContent[]
  readonly dryRun: boolean
}

export const saveRulePackQuery = mutation<SavedPack, PackInput>(
  `mutation SaveRulePack($input: SaveRulePackInput!) {
  outcome: saveRulePack(input: $input) {
    __typename
    ... on InputError { message path }
    ... on SaveRulePackPayload { rulePack { ${pack} } differences { clock level fields before { ${rule} } after { ${rule} } } }
  }
}`,
)
