import type { PlaceRef, RegionRef, Role } from '@zhikong/ui'
import { mutation, query } from '@zhikong/ui/query'
import { type Session, sessionFields } from '#lib/account/account.query.ts'

type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string | null }

export type RoleGrant = {
  readonly id: string
  readonly role: Role
  readonly region: RegionRef | null
  readonly organisation: PlaceRef | null
  readonly hall: PlaceRef | null
  readonly createdAt: string
  readonly createdBy: string | null
  readonly expiresAt: string | null
}

export type Person = {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly region: RegionRef | null
  readonly createdAt: string
  readonly disabledAt: string | null
  readonly lastSignInAt: string | null
  readonly mustChangePassword: boolean
  readonly secondFactor: boolean
  readonly signsInBy: readonly string[]
  readonly founder: boolean
  readonly grants: readonly RoleGrant[]
}

const region = 'region { code name nameEn level }'
const grants = `grants { id role ${region} organisation { code name nameEn } hall { code name nameEn } createdAt createdBy expiresAt }`
const person = `id username displayName ${region} createdAt disabledAt lastSignInAt mustChangePassword secondFactor signsInBy founder ${grants}`

export const peopleQuery = query<
  { people: { total: number; nodes: readonly Person[]; pageInfo: PageInfo } },
  { text: string | null; after: string | null }
>(`query People($text: String, $after: String) {
  people(text: $text, first: 50, after: $after) { total pageInfo { hasNextPage endCursor } nodes { ${person} } }
}`)

export const personQuery = query<
  { person: (Person & { readonly sessions: readonly Session[] }) | null },
  { id: string }
>(`query Person($id: ID!) { person(id: $id) { ${person} sessions { ${sessionFields} } } }`)

type WithPassword = { readonly oneTimePassword: string; readonly person: { readonly id: string } }
type ById = { id: string }

export const createPersonQuery = mutation<
  WithPassword,
  { username: string; displayName: string; region: string; byProvider: boolean }
>(`mutation CreatePerson($input: CreatePersonInput!) {
  outcome: createPerson(input: $input) { __typename ... on InputError { message } ... on CreatePersonPayload { oneTimePassword person { id } } }
}`)

export const resetPasswordQuery = mutation<WithPassword, ById>(`mutation ResetPassword($input: ResetPasswordInput!) {
  outcome: resetPassword(input: $input) { __typename ... on InputError { message } ... on ResetPasswordPayload { oneTimePassword person { id } } }
}`)

export const disablePersonQuery = mutation<object, ById>(
  `mutation DisablePerson($input: DisablePersonInput!) { outcome: disablePerson(input: $input) { __typename ... on InputError { message } } }`,
)

export const enablePersonQuery = mutation<object, ById>(
  `mutation EnablePerson($input: EnablePersonInput!) { outcome: enablePerson(input: $input) { __typename ... on InputError { message } } }`,
)

export const resetSecondFactorQuery = mutation<object, ById>(
  `mutation ResetSecondFactor($input: ResetSecondFactorInput!) { outcome: resetSecondFactor(input: $input) { __typename ... on InputError { message } } }`,
)

export const allowProviderQuery = mutation<object, { id: string; allowed: boolean }>(
  `mutation AllowProvider($input: AllowIdentityProviderInput!) { outcome: allowIdentityProvider(input: $input) { __typename ... on InputError { message } } }`,
)

export const grantRoleQuery = mutation<
  object,
  {
    person: string
    role: Role
    region: string
    organisation: string | null
    hall: string | null
    expiresAt: string | null
  }
>(
  `mutation GrantRole($input: GrantRoleInput!) { outcome: grantRole(input: $input) { __typename ... on InputError { message } } }`,
)

export const withdrawRoleQuery = mutation<object, ById>(
  `mutation WithdrawRole($input: WithdrawRoleInput!) { outcome: withdrawRole(input: $input) { __typename ... on InputError { message } } }`,
)
