import { mutation } from '@zhikong/ui/query'
import { type ListedCase, listedCaseFields } from '#lib/lists/lists.query.ts'

/** Who applied: masked on a case, in clear after a reveal. */
export type Applicant = {
  readonly kind: 'PERSON' | 'ORGANISATION'
  readonly name: string
  readonly idNumber: string | null
  readonly phone: string | null
}

export const revealApplicantQuery = mutation<
  { readonly applicant: Applicant },
  { case: string; reason: string }
>(`mutation RevealApplicant($input: RevealApplicantInput!) {
  outcome: revealApplicant(input: $input) { __typename ... on InputError { message } ... on RevealApplicantPayload { applicant { kind name idNumber phone } } }
}`)

export const lookUpApplicantQuery = mutation<
  { readonly cases: readonly ListedCase[] },
  { idNumber: string | null; phone: string | null; reason: string }
>(`mutation LookUpApplicant($input: LookUpApplicantInput!) {
  outcome: lookUpApplicant(input: $input) { __typename ... on InputError { message } ... on LookUpApplicantPayload { cases { ${listedCaseFields} } } }
}`)
