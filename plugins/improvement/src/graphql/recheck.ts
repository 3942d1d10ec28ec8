import { answer, resultOf, type Builder, type Host } from '@zhikong/core'
import { reopened, roundDues } from '../handlers/begin-round.ts'
import { effectDueAt } from '../rules/effect.ts'
import type { Improvement } from '../tables.ts'
import { actingFrom, wordsOf } from './asked.ts'
import { ACTIONS, takeStep, type Taking } from './take-step.ts'

/** Writes the recheck, which closes or reopens (7-b, 7-d), and the withdrawal. */
export const defineRecheck = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.supervise') }
  const Input = builder.inputType('RecheckRectificationInput', {
    description: 'What the recheck found.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the rectification.' }),
      passed: t.boolean({ required: true, description: 'It is repaired: it is closed. If not, it is reopened.' }),
      words: t.string({ required: true, description: 'What was seen; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('recheckRectification', (t) =>
    t.field({
      type: resultOf(builder, 'RecheckRectification', authScopes, { id: 'ID' }),
      description:
        'Rechecks what was fed back, and closes or reopens it: by somebody of another body than the unit, who did none of it.',
      authScopes,
      audit: ACTIONS.PASS,
      args: { input: t.arg({ type: Input, required: true, description: 'What the recheck found.' }) },
      resolve: (_root, { input: { id, passed, words: said } }, context) =>
        answer(async () => {
          const words = wordsOf(said, 'words')
          const step = passed ? 'PASS' : 'FAIL'
          const write = async (taking: Taking) => {
            if (!passed) return fail(taking, words)
            await settle(host, taking, words)
            return pass(taking, words)
          }
          return takeStep(host, context, { id, step, words, write })
        }),
    }),
  )
  defineWithdraw(builder, host)
}

/** Tells the ledger that its finding is repaired. */
const settle = async (host: Host<Improvement>, { trx, row, principal, now }: Taking, words: string): Promise<void> => {
  const by = { id: principal.id, name: principal.name }
  if (row.findingId !== null) await host.findings.settle(trx, row.findingId, { at: now, words, by })
}

const pass = ({ row, principal, limits, now }: Taking, words: string) => ({
  changed: {
    recheckedAt: now,
    recheckedById: principal.id,
    recheckedBy: principal.name,
    recheckedFrom: actingFrom(principal),
    recheckPassed: true,
    recheckWords: words,
    closedAt: now,
    firstClosedAt: row.firstClosedAt ?? now,
    stepDue: now,
    effectDue: effectDueAt(now, limits.terms.effectDays),
    effect: 'PENDING' as const,
    effectAt: null,
  },
})

const fail = ({ row, principal, limits, now }: Taking, words: string) => {
  const round = roundDues(limits, row, now, row.due)
  const seen = { recheckedBy: principal.name, recheckPassed: false, recheckWords: words }
  return { changed: { ...reopened(row, now, round.accept), ...seen }, round }
}

const defineWithdraw = (builder: Builder, host: Host<Improvement>): void => {
  const authScopes = { permission: host.permission('improvement.assign') }
  const Input = builder.inputType('WithdrawRectificationInput', {
    description: 'Which one, and why.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the rectification.' }),
      words: t.string({ required: true, description: 'Why there is nothing to repair; at most 2,000 characters.' }),
    }),
  })
  builder.mutationField('withdrawRectification', (t) =>
    t.field({
      type: resultOf(builder, 'WithdrawRectification', authScopes, { id: 'ID' }),
      description: 'Withdraws a rectification before measures are stated; not by its unit.',
      authScopes,
      audit: ACTIONS.WITHDRAW,
      args: { input: t.arg({ type: Input, required: true, description: 'Which one, and why.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const words = wordsOf(input.words, 'words')
          const write = async ({ now }: Taking) => ({ changed: { closedAt: now, stepDue: now } })
          return takeStep(host, context, { id: input.id, step: 'WITHDRAW', words, write })
        }),
    }),
  )
}
