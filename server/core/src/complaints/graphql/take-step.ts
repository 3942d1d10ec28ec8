import type { Principal, RequestContext } from '../../graphql/context.ts'
import { fault } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import type { Text } from '../../text.ts'
import { moveComplaint, standingOf } from '../move.ts'
import { lockComplaint, type ComplaintChange, type ComplaintRow, type Db } from '../queries/complaint.ts'
import type { ComplaintStep } from '../rules/complaint-step.ts'
import { refusalOf, type StepRefusal } from '../rules/person.ts'
import type { Complaints } from '../tables.ts'
import { askedBy, findComplaint, personOf } from './asked.ts'

/** The actions in the audit log. */
export const STEP_ACTIONS = {
  ACCEPT: 'complaints.complaint.accepted',
  REFUSE: 'complaints.complaint.refused',
  REFER: 'complaints.complaint.referred',
  ASSIGN: 'complaints.complaint.assigned',
  INVESTIGATE: 'complaints.complaint.investigated',
  JUDGE: 'complaints.complaint.judged',
  REPLY: 'complaints.complaint.replied',
  CONFIRM: 'complaints.complaint.reviewed',
  OVERTURN: 'complaints.complaint.reviewed',
  CLOSE: 'complaints.complaint.closed',
  REOPEN: 'complaints.complaint.reopened',
} as const satisfies Readonly<Record<Exclude<ComplaintStep, 'APPEAL'>, string>>

type Wanted = {
  readonly id: string
  readonly step: keyof typeof STEP_ACTIONS
  readonly words: string
  /** What the step says beside its words. */
  readonly changed?: (
    trx: Db,
    row: ComplaintRow,
    now: Date,
    who: Principal,
  ) => Promise<ComplaintChange> | ComplaintChange
}

/**
 * Takes a complaint one step on for a request, with the entry in the audit log.
 * @throws Fault NOT_FOUND out of reach, CONFLICT when the step is not open, FORBIDDEN for all of the unit and for who
 * may not take it
 */
export async function takeStep(
  host: Host<Complaints>,
  context: Pick<RequestContext, 'principal' | 'read' | 'change'>,
  { id, step, words, changed }: Wanted,
): Promise<{ readonly id: string }> {
  const { principal, known } = await reachedComplaint(host, context, id)
  const now = await host.clock.now()
  return host.change(
    context,
    STEP_ACTIONS[step],
    async (trx, note) => {
      const row = await lockComplaint(trx, id, known.sealed)
      if (row === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
      const more = (await changed?.(trx, row, now, principal)) ?? {}
      const category = step === 'ACCEPT' && more.category !== undefined ? { category: more.category } : {}
      const refused = refusalOf({ ...standingOf(row), ...category }, step, await personOf(host, row, principal))
      if (refused !== null) throw refusal(refused)
      const { state, judgement } = await moveComplaint(host, trx, row, {
        step,
        by: principal,
        now,
        words,
        changed: more,
      })
      const subject = { type: 'Complaint', id }
      note({ subject, scopeKey: row.handlingKey, before: { state: row.state }, after: { state, judgement, step } })
      return { id }
    },
    'engine',
  )
}

/** A complaint within reach, and who asks. @throws Fault NOT_FOUND */
export const reachedComplaint = async (
  host: Host<Complaints>,
  context: Pick<RequestContext, 'principal' | 'read'>,
  id: string,
) => {
  const principal = askedBy(context.principal)
  const known = await host.read(context, (trx, reach) => findComplaint(trx, reach, principal, id))
  if (known === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  return { principal, known }
}

/** Why a step is refused, as it is told. */
export const refusal = (why: StepRefusal) =>
  fault(why === 'NOT_OPEN' ? 'CONFLICT' : 'FORBIDDEN', { detail: WHY[why] }, ['input', 'id'])

const WHY: Readonly<Record<StepRefusal, Text>> = {
  OF_UNIT: {
    'zh-CN': '被投诉单位的人员不能办理。',
    en: 'Nobody of the unit complained of can do this.',
  },
  NOT_OPEN: { 'zh-CN': '当前状态不能办理此步骤。', en: 'This is not open in its present state.' },
  NOT_ALLOWED: { 'zh-CN': '此步骤须由有权限的人员办理。', en: 'This takes a right that you do not have.' },
  NOT_HANDLER: { 'zh-CN': '此步骤由承办人办理。', en: 'This is for whom it is assigned to.' },
  SAME_PERSON: {
    'zh-CN': '核查、认定、复核须由不同的人办理。',
    en: 'Looking into it, judging and reviewing are for different people.',
  },
}
