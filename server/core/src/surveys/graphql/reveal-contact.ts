import { openFor } from '../../access/personal/open-for.ts'
import { reasonOf } from '../../access/personal/graphql/reason.ts'
import type { Builder } from '../../graphql/builder.ts'
import { answer, isProblem, problem, resultOf } from '../../graphql/errors.ts'
import { invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import { holderOf } from './call-type.ts'
import { selectReturnVisit } from '../queries/return-visit.ts'
import { selectSampledCase } from '../queries/sampled-case.ts'
import type { Surveys } from '../tables.ts'

const REVEALED = 'surveys.contact.revealed'

/** Writes `revealSurveyContact`. */
export const defineRevealContact = (builder: Builder, host: Host<Surveys>): void => {
  const authScopes = { permission: host.permission('surveys.visit') }
  const Input = builder.inputType('RevealSurveyContactInput', {
    description: 'Whom to telephone, and why.',
    fields: (t) => ({
      call: t.id({ description: 'The id of a call; or' }),
      returnVisit: t.id({ description: 'the id of a return visit.' }),
      reason: t.string({ required: true, description: 'Why, 5 to 200 characters; kept in the audit log.' }),
    }),
  })
  builder.mutationField('revealSurveyContact', (t) =>
    t.field({
      type: resultOf(builder, 'RevealSurveyContact', authScopes, { name: 'String', phone: 'String' }),
      description:
        'Gives name and telephone of somebody who is to be asked, and writes who asked, when and why into the audit log. At most 30 within an hour.',
      authScopes,
      audit: REVEALED,
      args: { input: t.arg({ type: Input, required: true, description: 'Whom, and why.' }) },
      resolve: (_root, { input: { call, returnVisit, reason } }, context) =>
        answer(async () => {
          if ((call == null) === (returnVisit == null)) throw invalid(ONE, ['input'])
          const id = call ?? returnVisit ?? ''
          const subject = isUuid(id) ? { type: call == null ? 'ReturnVisit' : 'SurveyCall', id } : null
          const notFound = problem('NOT_FOUND', { value: isUuid(id) ? id : '…' }, ['input'])
          const request = { kind: 'REVEAL', action: REVEALED, reason: reasonOf(reason), subject } as const
          const opened = await openFor(context, request, await host.clock.now(), async (trx, reach) => {
            const select = call == null ? selectReturnVisit : selectSampledCase
            const row = isUuid(id) ? await select(trx as never, reach, id) : undefined
            const found = row === undefined ? null : await host.personal.reveal(trx, reach, holderOf(row), row.caseRef)
            if (row === undefined || found === null || found.data.phone === null) return notFound
            return { value: { name: found.data.name, phone: found.data.phone }, scopeKey: row.scopeKey }
          })
          return isProblem(opened) ? opened : opened
        }),
    }),
  )
}

const ONE = { 'zh-CN': '请指定电话任务或回访之一。', en: 'Name either a call or a return visit.' }
