import { reasonOf } from '../../access/personal/graphql/reason.ts'
import { openFor } from '../../access/personal/open-for.ts'
import { normalIdNumber, normalPhone } from '../../access/personal/normalise.ts'
import { createPersonalRecords } from '../../access/personal/personal-records.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, isProblem, resultOf } from '../../graphql/errors.ts'
import { invalid } from '../../graphql/fault.ts'
import { encodeCaseId } from '../case-id.ts'
import { viewCases } from '../queries/case-view.ts'
import { findByRef } from '../queries/find-by-ref.ts'
import type { CaseServices, CaseTypes } from './case-types.ts'

const MOST_FOUND = 50

/** Writes the mutation `lookUpApplicant`: a mutation, so that what is sought stands in no address and is audited. */
export const defineLookUpApplicant = (
  builder: Builder,
  services: CaseServices,
  { Case }: Pick<CaseTypes, 'Case'>,
): void => {
  const records = createPersonalRecords(services.vault)
  const Result = resultOf(builder, 'LookUpApplicant', { permission: 'core.reveal' }, { cases: [Case] })
  const Input = builder.inputType('LookUpApplicantInput', {
    description: 'Whom to look for, by one of both, and why.',
    fields: (t) => ({
      idNumber: t.string({ description: 'The whole identity number, other document or credit code.' }),
      phone: t.string({ description: 'The whole telephone number.' }),
      reason: t.string({
        required: true,
        description: 'Why, 5 to 200 characters; kept in the audit log. No names or numbers belong in it.',
      }),
    }),
  })
  builder.mutationField('lookUpApplicant', (t) =>
    t.field({
      type: Result,
      description:
        'Finds the cases of an applicant within the own range, at most 50, the latest first, and writes who asked, when and why into the audit log. At most 30 within an hour.',
      authScopes: { permission: 'core.reveal' },
      audit: 'core.applicant.looked-up',
      args: { input: t.arg({ type: Input, required: true, description: 'Whom, and why.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const sought = soughtIn(input)
          const request = {
            kind: 'LOOK_UP',
            action: 'core.applicant.looked-up',
            reason: reasonOf(input.reason),
            subject: null,
          } as const
          const found = await openFor(context, request, await services.clock.now(), async (trx, reach) => {
            const refs = await records.find(trx, reach, 'APPLICANT', sought, MOST_FOUND)
            const cases = await findByRef(trx, reach, refs)
            return { value: cases, scopeKey: reach.lo, after: { by: sought.what, cases: cases.map(encodeCaseId) } }
          })
          return isProblem(found) ? found : { cases: [...(await viewCases(services, context, found))] }
        }),
    }),
  )
}

type Sought = { readonly what: 'idNumber' | 'phone'; readonly value: string }
type Written = { readonly idNumber?: string | null | undefined; readonly phone?: string | null | undefined }

/** What is sought, in its normal form. @throws INVALID_INPUT, without the value */
const soughtIn = ({ idNumber, phone }: Written): Sought => {
  if ((idNumber == null) === (phone == null)) throw invalid(ONE_OF_BOTH, ['input'])
  const sought: Sought =
    idNumber == null
      ? { what: 'phone', value: normalPhone(phone ?? '') }
      : { what: 'idNumber', value: normalIdNumber(idNumber) }
  if (sought.value.length < 5 || sought.value.length > 40) throw invalid(WHOLE, ['input', sought.what])
  return sought
}

const ONE_OF_BOTH = {
  'zh-CN': '请给出证件号码或电话号码之一。',
  en: 'Give the number of a document or a telephone, one of both.',
}
const WHOLE = { 'zh-CN': '请给出完整的号码。', en: 'Give the whole number.' }
