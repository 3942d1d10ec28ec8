import { readerScope } from '../access/scope.ts'
import { localDate } from '../clock/local-time.ts'
import { attachFiles } from '../files/attach.ts'
import type { Principal } from '../graphql/context.ts'
import { fault, invalid } from '../graphql/fault.ts'
import type { Host } from '../host.ts'
import { isUuid } from '../uuid.ts'
import { heldCampaign, type Context } from './change-campaign.ts'
import { checklistFor } from './checklist-for.ts'
import type { Checklist } from './checklist.ts'
import { updateCampaign } from './queries/campaign.ts'
import {
  selectAnswers,
  selectAssignments,
  selectCheck,
  selectChecksOf,
  updateCheck,
  upsertAnswer,
  type AnswerRow,
  type CheckRow,
} from './queries/check.ts'
import { isFailure, takeAnswer } from './rules/answer.ts'
import { shelvesOf, type Db } from './shelf.ts'
import { tellCheck, tellDone, veilOf } from './tell.ts'
import type { Inspections } from './tables.ts'
import { askedBy, wordsOf } from './words.ts'

export const STARTED = 'inspections.check.started'
export const ANSWERED = 'inspections.check.answered'
export const COMPLETED = 'inspections.check.completed'

/** An answer as it is given. */
export type GivenAnswer = {
  readonly item: string
  readonly value: string
  readonly words?: string | null | undefined
  readonly evidence?: readonly string[] | null | undefined
}

type Inspecting = { readonly db: Db; readonly check: CheckRow; readonly principal: Principal; readonly now: Date }

/** Begins a check; begun already, it stays as it is. */
export const startCheck = (host: Host<Inspections>, context: Context, id: string): Promise<string> =>
  inspect(host, context, STARTED, id, async ({ db, check, now }) => {
    if (check.state === 'STARTED') return { state: check.state }
    await updateCheck(db, check, { state: 'STARTED', startedAt: now })
    return { state: 'STARTED' }
  })

/** Keeps answers as they come; each can be changed until the check is complete. Begins the check. */
export const saveAnswers = (
  host: Host<Inspections>,
  context: Context,
  id: string,
  answers: readonly GivenAnswer[],
): Promise<string> =>
  inspect(host, context, ANSWERED, id, async (inspecting) => {
    const { db, check, now } = inspecting
    const checklist = checklistFor(host, check)
    const known = await selectAnswers(db, check.shelf, [check.id])
    for (const [index, given] of answers.entries()) {
      await keepAnswer(host, inspecting, checklist, given, known, ['input', 'answers', String(index)])
    }
    if (check.state === 'ASSIGNED') await updateCheck(db, check, { state: 'STARTED', startedAt: now })
    return { state: 'STARTED', items: answers.map(({ item }) => item) }
  })

async function keepAnswer(
  host: Host<Inspections>,
  { db, check, principal, now }: Inspecting,
  checklist: Checklist,
  given: GivenAnswer,
  known: readonly AnswerRow[],
  path: readonly string[],
): Promise<void> {
  const item = checklist.items.find(({ code }) => code === given.item)
  if (item === undefined) throw fault('NOT_FOUND', { value: given.item }, [...path, 'item'])
  const value = takeAnswer(item, given.value)
  if (value === null) throw invalid(BAD_VALUE, [...path, 'value'])
  const before = known.find(({ item: code }) => code === item.code)
  const evidence = [...new Set(given.evidence ?? before?.evidence)]
  const attached = new Set(known.flatMap((answer) => answer.evidence))
  const added = evidence.filter((file) => !attached.has(file))
  const veil = check.shelf === 'open' ? undefined : veilOf(await host.registers(), check)
  const subject = { type: 'inspections.check', id: check.id }
  const { regionId, areaCode, placeKey, hallId, scopeKey, id: checkId, campaignId } = check
  const attachment = {
    subject,
    place: { regionId, areaCode, scopeKey: placeKey, hallId },
    uploader: principal.id,
    veil,
  }
  await attachFiles(db, added, { ...attachment, permission: 'inspections.read', at: now }, [...path, 'evidence'])
  const written = given.words ?? before?.words ?? ''
  const words = written.trim() === '' ? null : wordsOf(written, 'answers')
  const by = { answeredById: principal.id, answeredBy: principal.name, answeredAt: now }
  const row = { checkId, campaignId, item: item.code, value, failed: isFailure(item, value), words, evidence }
  await upsertAnswer(db, check.shelf, { ...row, ...by, hallId, scopeKey })
}

/**
 * Completes a check of which every item is answered. What failed is raised as findings, at once or, of a concealed
 * check, at the release. The last check of a campaign ends it.
 */
export const completeCheck = (host: Host<Inspections>, context: Context, id: string): Promise<string> =>
  inspect(host, context, COMPLETED, id, async ({ db, check, principal, now }) => {
    const answers = await selectAnswers(db, check.shelf, [check.id])
    const given = new Set(answers.map(({ item }) => item))
    const missing = checklistFor(host, check).items.find(({ code, kind }) => kind !== 'TEXT' && !given.has(code))
    if (missing !== undefined) throw fault('CONFLICT', { detail: unanswered(missing.text) }, ['input', 'id'])
    const failed = answers.some((answer) => answer.failed)
    const today = localDate(now)
    const countedOn = check.shelf === 'open' ? today : null
    const done = { state: 'DONE', completedAt: now, completedBy: principal.name, failed, countedOn } as const
    await updateCheck(db, check, done)
    if (check.shelf === 'open') await tellCheck(host, db, { ...check, ...done }, answers, { at: now, by: principal })
    await endCampaign(host, db, principal, check, today)
    return { state: 'DONE', failed }
  })

async function endCampaign(host: Host<Inspections>, db: Db, principal: Principal, check: CheckRow, today: string) {
  const campaign = await heldCampaign(db, principal, check.campaignId)
  const checks = await selectChecksOf(db, campaign)
  if (!checks.every(({ state }) => state === 'DONE' || state === 'REPLACED')) return
  await updateCampaign(db, campaign, { state: 'DONE', doneOn: today })
  if (check.shelf === 'open') await tellDone(host, db, { ...campaign, doneOn: today })
}

/**
 * Does something with a check that somebody inspects, with the audit entry.
 * @throws Fault NOT_FOUND out of reach or concealed, FORBIDDEN for who does not inspect it, CONFLICT when it has ended
 */
async function inspect(
  host: Host<Inspections>,
  context: Context,
  action: string,
  id: string,
  write: (inspecting: Inspecting) => Promise<Readonly<Record<string, unknown>>>,
): Promise<string> {
  const principal = askedBy(context.principal)
  const now = await host.clock.now()
  return host.change(
    context,
    action,
    async (db, note) => {
      const check = await heldCheck(db, principal, id)
      const assigned = await selectAssignments(db, check.shelf, [check.id])
      const isTheirs = assigned.some(({ personId, withdrawnAt }) => personId === principal.id && withdrawnAt === null)
      if (!isTheirs) throw fault('FORBIDDEN', { detail: NOT_ASSIGNED }, ['input', 'id'])
      if (check.state === 'DONE' || check.state === 'REPLACED')
        throw fault('CONFLICT', { detail: ENDED }, ['input', 'id'])
      const after = await write({ db, check, principal, now })
      const subject = { type: 'InspectionCheck', id }
      note({ subject, scopeKey: check.scopeKey, before: { state: check.state }, after })
      return id
    },
    'engine',
  )
}

/** The campaign is held first, so that two who complete the last checks wait for each other. */
async function heldCheck(db: Db, principal: Principal, id: string): Promise<CheckRow> {
  const reach = readerScope(principal)
  const seen = isUuid(id) ? await selectCheck(db, shelvesOf(principal), reach, id) : undefined
  if (seen === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  await heldCampaign(db, principal, seen.campaignId)
  const check = await selectCheck(db, [seen.shelf], reach, id, true)
  if (check === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  return check
}

const BAD_VALUE = { 'zh-CN': '答案不符合检查项的类型。', en: 'The answer is not of the kind of its item.' }
const NOT_ASSIGNED = { 'zh-CN': '该检查未分派给您。', en: 'This check is not yours to make.' }
const ENDED = { 'zh-CN': '检查已结束。', en: 'The check has ended.' }
const unanswered = (item: { readonly 'zh-CN': string; readonly en: string }) => ({
  'zh-CN': `尚未填写：${item['zh-CN']}`,
  en: `Not answered yet: ${item.en}`,
})
