import type { Builder } from '../../graphql/builder.ts'
import type { RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault } from '../../graphql/fault.ts'
import { createKeyDoor } from '../../graphql/public-door.ts'
import type { Host } from '../../host.ts'
import { uuidV7 } from '../../uuid.ts'
import { COMPLAINANT } from '../handling-host.ts'
import { moveComplaint } from '../move.ts'
import type { ComplaintRow, Db } from '../queries/complaint.ts'
import { insertStep } from '../queries/step.ts'
import { mayAppeal } from '../rules/appeal.ts'
import { receiptHash } from '../rules/receipt.ts'
import type { Complaints } from '../tables.ts'
import { veilOf } from '../veil.ts'
import { wordsOf } from './asked.ts'
import { openedBy } from './follow.ts'

const NO_AUDIT = { none: 'The trail of the complaint keeps it; from where somebody called must not be kept.' } as const

type Act = (trx: Db, row: ComplaintRow, words: string, now: Date) => Promise<void>

/** Writes what a complainant does by the receipt code: adding something, and appealing. */
export const defineComplainantMutations = (builder: Builder, host: Host<Complaints>): void => {
  const door = createKeyDoor((receipt) => receiptHash(receipt) !== null)
  const by =
    (act: Act) => (_root: unknown, args: { input: { receipt: string; words: string } }, context: RequestContext) =>
      answer(async () => {
        const { receipt } = args.input
        await door.pass(context, receipt)
        const words = wordsOf(args.input.words, 'words')
        const now = await host.clock.now()
        return host.withScope({ mode: 'engine' }, async (trx) => {
          const row = await openedBy(trx, receipt)
          if (row === undefined) throw fault('NOT_FOUND', { value: '…' }, ['input', 'receipt'])
          await act(trx, row, words, now)
          return { receivedAt: now }
        })
      })
  const add: Act = async (trx, row, words, now) => {
    if (row.state === 'CLOSED') throw fault('CONFLICT', { detail: CLOSED }, ['input', 'receipt'])
    const { id: complaintId, state, handlingKey } = row
    const step = { complaintId, at: now, actorId: COMPLAINANT.id, actor: COMPLAINANT.name, state, words, handlingKey }
    await insertStep(trx, { ...step, id: uuidV7(), step: 'ADD' }, await veilOf(host, row))
  }
  const appeal: Act = async (trx, row, words, now) => {
    if (!mayAppeal(row, now)) throw fault('CONFLICT', { detail: NO_APPEAL }, ['input', 'receipt'])
    await moveComplaint(host, trx, row, { step: 'APPEAL', by: COMPLAINANT, now, words })
  }
  const define = (name: 'addToComplaint' | 'appealComplaint', title: string, description: string, act: Act) => {
    const Input = builder.inputType(`${title}Input`, {
      description: 'The receipt code, and the words.',
      fields: (t) => ({
        receipt: t.string({ required: true, description: 'The receipt code, however it is typed.' }),
        words: t.string({ required: true, description: 'What is said; at most 4,000 characters.' }),
      }),
    })
    builder.mutationField(name, (t) =>
      t.field({
        type: resultOf(builder, title, { open: true }, { receivedAt: 'DateTime' }),
        description,
        authScopes: { open: true },
        audit: NO_AUDIT,
        args: { input: t.arg({ type: Input, required: true, description: 'The code, and the words.' }) },
        resolve: by(act),
      }),
    )
  }
  define(
    'addToComplaint',
    'AddToComplaint',
    'Adds something to a complaint that is not closed, by its receipt code.',
    add,
  )
  define(
    'appealComplaint',
    'AppealComplaint',
    'Appeals against a reply or refusal by the receipt code, once, within 60 days; somebody else reviews it.',
    appeal,
  )
}

const CLOSED = { 'zh-CN': '已办结，不能再补充。', en: 'It is closed: nothing can be added.' }
const NO_APPEAL = {
  'zh-CN': '只能在答复后60日内申请一次复核。',
  en: 'An appeal can be made once, within 60 days of the reply.',
}
