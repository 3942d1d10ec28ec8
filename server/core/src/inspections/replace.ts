import { fault } from '../graphql/fault.ts'
import type { Host } from '../host.ts'
import { uuidV7 } from '../uuid.ts'
import { changeCampaign, type Changing, type Context } from './change-campaign.ts'
import { assignmentOf, checkOf, frameOf } from './draw.ts'
import {
  insertAssignment,
  insertChecks,
  selectAssignments,
  selectChecksOf,
  updateCheck,
  withdrawAssignment,
  type CheckRow,
} from './queries/check.ts'
import { insertReplacement, selectDraws } from './queries/draw.ts'
import { addInterest, selectInspectors, selectTargets } from './queries/frame.ts'
import { drawInspectors, drawSubstitute } from './rules/draw-inspectors.ts'
import { drawReplacement, MOST_TARGETS } from './rules/draw-targets.ts'
import type { Inspections, ReplacementKind } from './tables.ts'
import { askedBy, wordsOf } from './words.ts'

export const REPLACED = 'inspections.target.replaced'
export const RECUSED = 'inspections.inspector.recused'

/** Which check, and why its target cannot be inspected. */
export type ToReplace = { readonly id: string; readonly check: string; readonly reason: string }

/** Draws another target, and its inspectors, in place of one that cannot be inspected; it enters no estimate. */
export async function replaceTarget(host: Host<Inspections>, context: Context, input: ToReplace): Promise<string> {
  const reason = wordsOf(input.reason, 'reason')
  return changeCampaign(host, context, {
    action: REPLACED,
    id: input.id,
    states: ['DRAWN'],
    reason,
    write: async (changing) => {
      const { db, campaign } = changing
      const checks = await selectChecksOf(db, campaign)
      const check = openCheck(checks, input.check)
      const targets = await selectTargets(db, campaign, MOST_TARGETS)
      const [draw] = await selectDraws(db, campaign)
      const used = new Set(checks.map(({ hall }) => hall))
      const frame = targets.map(({ hall, weight }) => ({ key: hall, weight }))
      const hall = drawReplacement(frame, used, draw?.seed ?? '', used.size)
      const target = targets.find((one) => one.hall === hall)
      if (target === undefined || draw === undefined) throw fault('CONFLICT', { detail: NONE_LEFT }, ['input', 'check'])
      const inspectors = await selectInspectors(db, campaign)
      const names = new Map(inspectors.map(({ personId, name }) => [personId, name]))
      const frameOfPeople = frameOf(inspectors, targets)
      const [drawn] = drawInspectors([target.hall], frameOfPeople, campaign.inspectorsPerTarget, draw.seed)
      const who = drawn?.inspectors ?? []
      if (who.length < campaign.inspectorsPerTarget) throw fault('CONFLICT', { detail: NOBODY }, ['input', 'check'])
      const instead = checkOf(campaign, draw.id, target, null, check.id)
      const assigned = who.map((id) => assignmentOf(instead, id, names.get(id) ?? id))
      await insertChecks(db, campaign.shelf, [instead], assigned)
      await updateCheck(db, check, { state: 'REPLACED' })
      await log(changing, check, 'TARGET', { replaced: check.hallName, substitute: target.name, reason })
      return { replaced: check.hall, substitute: target.hall }
    },
  })
}

/** Which inspector of which check withdraws, and why; the asker when nobody is named. */
export type ToRecuse = ToReplace & {
  readonly inspector?: string | null | undefined
  /** Whether an interest in the hall is the reason; else the person is only replaced. */
  readonly interest: boolean
}

/**
 * Lets an inspector withdraw 回避 and draws another in the place. One may withdraw oneself; others are replaced by who
 * may plan. A declared interest bars from the hall for all of the campaign.
 */
export async function recuse(host: Host<Inspections>, context: Context, input: ToRecuse): Promise<string> {
  const reason = wordsOf(input.reason, 'reason')
  const principal = askedBy(context.principal)
  const personId = input.inspector ?? principal.id
  if (personId !== principal.id && !principal.permissions.has('inspections.plan'))
    throw fault('FORBIDDEN', {}, ['input', 'inspector'])
  return changeCampaign(host, context, {
    action: RECUSED,
    id: input.id,
    states: ['DRAWN'],
    reason,
    write: async (changing) => {
      const { db, campaign, now } = changing
      const check = openCheck(await selectChecksOf(db, campaign), input.check)
      const assigned = await selectAssignments(db, campaign.shelf, [check.id])
      const person = assigned.find((one) => one.personId === personId && one.withdrawnAt === null)
      if (person === undefined) throw fault('NOT_FOUND', { value: personId }, ['input', 'inspector'])
      const inspectors = await selectInspectors(db, campaign)
      const [draw] = await selectDraws(db, campaign)
      const present = new Set(assigned.map((one) => one.personId))
      const substitute = drawSubstitute(check.hall, frameOf(inspectors, [check]), present, draw?.seed ?? '')
      const name = inspectors.find((one) => one.personId === substitute)?.name
      if (substitute === undefined || name === undefined)
        throw fault('CONFLICT', { detail: NOBODY }, ['input', 'inspector'])
      await withdrawAssignment(db, campaign.shelf, person, now)
      if (input.interest) await addInterest(db, campaign.shelf, campaign.id, personId, check.hallId)
      await insertAssignment(db, campaign.shelf, assignmentOf(check, substitute, name))
      const kind = input.interest ? 'RECUSAL' : 'INSPECTOR'
      await log(changing, check, kind, { replaced: person.name, substitute: name, reason })
      return { check: check.id, replaced: personId, substitute }
    },
  })
}

function openCheck(checks: readonly CheckRow[], id: string): CheckRow {
  const check = checks.find((one) => one.id === id)
  if (check === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'check'])
  if (check.state !== 'ASSIGNED') throw fault('CONFLICT', { detail: BEGUN }, ['input', 'check'])
  return check
}

type Logged = { readonly replaced: string; readonly substitute: string; readonly reason: string }

async function log({ db, campaign, principal, now }: Changing, check: CheckRow, kind: ReplacementKind, logged: Logged) {
  const { id: campaignId, scopeKey } = campaign
  const by = { actorId: principal.id, actor: principal.name, at: now }
  await insertReplacement(db, campaign, {
    id: uuidV7(),
    campaignId,
    checkId: check.id,
    kind,
    ...logged,
    ...by,
    scopeKey,
  })
}

const BEGUN = { 'zh-CN': '检查已开始或已结束。', en: 'The check has begun or has ended.' }
const NONE_LEFT = { 'zh-CN': '名单中没有其他对象可以替换。', en: 'The frame has no other target left.' }
const NOBODY = { 'zh-CN': '没有其他人员可以检查该对象。', en: 'Nobody else may inspect this target.' }
