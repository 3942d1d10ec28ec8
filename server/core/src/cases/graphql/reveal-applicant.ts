import { defineApplicant } from '../../access/personal/graphql/applicant.ts'
import { reasonOf } from '../../access/personal/graphql/reason.ts'
import { openFor } from '../../access/personal/open-for.ts'
import { createPersonalRecords } from '../../access/personal/personal-records.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, isProblem, problem, resultOf } from '../../graphql/errors.ts'
import { decodeCaseId } from '../case-id.ts'
import { selectCase } from '../queries/select-cases.ts'
import { caseRefOf } from '../reported-event.ts'
import type { CaseServices, CaseTypes } from './case-types.ts'

/** Writes the mutation `revealApplicant`. */
export const defineRevealApplicant = (
  builder: Builder,
  { vault, clock }: CaseServices,
  { PersonalKind }: Pick<CaseTypes, 'PersonalKind'>,
): void => {
  const records = createPersonalRecords(vault)
  const Result = resultOf(
    builder,
    'RevealApplicant',
    { permission: 'core.reveal' },
    {
      applicant: defineApplicant(builder, 'ApplicantInClear', PersonalKind),
    },
  )
  const Input = builder.inputType('RevealApplicantInput', {
    description: 'Whose data, and why.',
    fields: (t) => ({
      case: t.id({ required: true, description: 'The id of the case.' }),
      reason: t.string({
        required: true,
        description: 'Why, 5 to 200 characters; kept in the audit log. No names or numbers belong in it.',
      }),
    }),
  })
  builder.mutationField('revealApplicant', (t) =>
    t.field({
      type: Result,
      description:
        'Gives who applied in clear, and writes who asked, when and why into the audit log. At most 30 within an hour. NOT_FOUND for a case without an applicant, and outside of the own range.',
      authScopes: { permission: 'core.reveal' },
      audit: 'core.applicant.revealed',
      args: { input: t.arg({ type: Input, required: true, description: 'Whose, and why.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const key = decodeCaseId(input.case)
          const request = {
            kind: 'REVEAL',
            action: 'core.applicant.revealed',
            reason: reasonOf(input.reason),
            // What is no id of a case may be somebody's number: it is neither kept nor repeated.
            subject: key === null ? null : { type: 'Case', id: input.case },
          } as const
          const notFound = problem('NOT_FOUND', { value: key === null ? '…' : input.case }, ['input', 'case'])
          const opened = await openFor(context, request, await clock.now(), async (trx, reach) => {
            const record = key === null ? undefined : await selectCase(trx, key, reach)
            if (record === undefined) return notFound
            const found = await records.reveal(trx, reach, 'APPLICANT', caseRefOf(record))
            return found === null ? notFound : { value: found.data, scopeKey: found.scopeKey }
          })
          return isProblem(opened) ? opened : { applicant: opened }
        }),
    }),
  )
}
