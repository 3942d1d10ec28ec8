import { fault } from '../graphql/fault.ts'
import { uuidV7 } from '../uuid.ts'
import { runClocks } from './clocks/run-clocks.ts'
import { calendarOf, type HandlingHost } from './handling-host.ts'
import { updateComplaint, type ComplaintRow, type Db } from './queries/complaint.ts'
import { insertStep } from './queries/step.ts'
import { raiseUpheld, settleTakenBack } from './raise-upheld.ts'
import { BEGINS_ANEW, stateAfter, type Standing } from './rules/complaint-step.ts'
import { changesOf, type Taken } from './step-changes.ts'
import { tell } from './tell.ts'
import { veilOf } from './veil.ts'

/** A complaint as the rules see it. */
export const standingOf = (row: ComplaintRow): Standing => ({
  ...row,
  appealed: row.appealedAt !== null,
  released: row.sealed && row.toldAt !== null,
})

/**
 * Takes a complaint one step on, with its trail, figures, clocks, event and finding, in the transaction of the change
 * (scope of the engine). Who may do so is checked before.
 * @throws Fault CONFLICT when the step is not open
 */
export async function moveComplaint(
  host: HandlingHost,
  trx: Db,
  before: ComplaintRow,
  taken: Taken,
): Promise<ComplaintRow> {
  const { step, by, now, words, changed } = taken
  const state = stateAfter(standingOf({ ...before, ...categoryOf(taken) }), step)
  if (state === null) throw fault('CONFLICT', { detail: NOT_OPEN }, ['input', 'id'])
  const changes = changesOf(before, taken, await calendarOf(host, trx, before))
  const moved = await updateComplaint(trx, before, { ...changes, ...changed, state })
  const { id: complaintId, handlingKey } = moved
  const trail = { id: uuidV7(), complaintId, at: now, actorId: by.id, actor: by.name, step, state, words, handlingKey }
  await insertStep(trx, trail, await veilOf(host, moved))
  if (BEGINS_ANEW.has(step)) await settleTakenBack(host, trx, before, now)
  const after = step === 'JUDGE' ? await raiseUpheld(host, trx, moved, now) : moved
  await runClocks(host, trx, { before, after, now })
  await tell(host, trx, { before, after, now })
  return after
}

/** An acceptance may say of what a complaint really is. */
const categoryOf = ({ step, changed }: Taken) =>
  step === 'ACCEPT' && changed?.category !== undefined ? { category: changed.category } : {}

const NOT_OPEN = { 'zh-CN': '当前状态不能办理此步骤。', en: 'This is not open in its present state.' }
