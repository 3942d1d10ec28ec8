import type { Host, PluginTransaction } from '@zhikong/core'
import { limitsOf, reopened, roundDues } from '../handlers/begin-round.ts'
import { moveRectification, type Actor, type Move } from '../handlers/move-rectification.ts'
import { insertDemoEvidence } from '../queries/demo-evidence.ts'
import type { RectificationRow } from '../queries/rectification.ts'
import { workingDaysAfter } from '../rules/deadline.ts'
import { effectDueAt } from '../rules/effect.ts'
import type { Improvement } from '../tables.ts'

type Db = PluginTransaction<Improvement>
type Taken = Pick<Move, 'step' | 'changed' | 'words' | 'round'>

/** Who acts in the demo's past: no person and no account, and said so wherever it is shown. */
const UNIT: Actor = { id: 'demo-unit', name: '演示数据 · 整改' }
const INSPECTOR: Actor = { id: 'demo-inspector', name: '演示数据 · 复查' }
const DAY_MS = 86_400_000

/** Takes the first steps of a repair, a day for each; the sixth is a recheck that failed. */
export async function takeDemoSteps(
  host: Host<Improvement>,
  trx: Db,
  opened: RectificationRow,
  steps: number,
): Promise<void> {
  if (opened.state !== 'ASSIGNED') return
  let row = opened
  for (let at = 1; at <= Math.min(steps, 5); at += 1) {
    const now = new Date(opened.foundAt.getTime() + at * DAY_MS)
    const actor = at === 5 ? INSPECTOR : UNIT
    const taken = await stepAt(host, trx, row, { at, now, fails: steps === 6 })
    row = await moveRectification(host, trx, row, { ...taken, actor, now })
  }
}

type Turn = { readonly at: number; readonly now: Date; readonly fails: boolean }

const stepAt = async (host: Host<Improvement>, trx: Db, row: RectificationRow, turn: Turn): Promise<Taken> => {
  const { at, now, fails } = turn
  const limits = await limitsOf(host, trx, row)
  const { calendar, terms } = limits
  if (at === 1) {
    const by = { acceptedAt: now, acceptedById: UNIT.id, acceptedBy: UNIT.name }
    return { step: 'ACCEPT', changed: { ...by, stepDue: workingDaysAfter(calendar, now, terms.planDays) }, words: '' }
  }
  if (at === 2) {
    const by = { plannedAt: now, plannedById: UNIT.id, plannedBy: UNIT.name, responsible: '演示数据：窗口负责人' }
    const measures = '演示数据：立即更正公示内容，每周核对一次。'
    return { step: 'PLAN', changed: { ...by, measures, stepDue: row.due ?? now }, words: measures }
  }
  if (at === 3) {
    const by = { doneAt: now, doneById: UNIT.id, doneBy: UNIT.name, outcome: '演示数据：已更正。' }
    const evidence = JSON.stringify([await insertDemoEvidence(trx, row, { by: UNIT, at: now })])
    const stepDue = workingDaysAfter(calendar, now, terms.feedbackDays)
    return { step: 'FINISH', changed: { ...by, evidence, stepDue }, words: by.outcome }
  }
  if (at === 4) {
    const by = { fedBackAt: now, fedBackById: UNIT.id, fedBackBy: UNIT.name, feedback: '演示数据：整改完成，请复查。' }
    const recheckDue = workingDaysAfter(calendar, now, terms.recheckDays)
    return { step: 'FEED_BACK', changed: { ...by, recheckDue, stepDue: recheckDue }, words: by.feedback }
  }
  if (fails) {
    const round = roundDues(limits, row, now, row.due)
    const words = '演示数据：复查发现仍有一处未更正。'
    const seen = { recheckedBy: INSPECTOR.name, recheckPassed: false, recheckWords: words }
    return { step: 'FAIL', changed: { ...reopened(row, now, round.accept), ...seen }, words, round }
  }
  return passed(host, trx, row, now, terms.effectDays)
}

const passed = async (
  host: Host<Improvement>,
  trx: Db,
  row: RectificationRow,
  now: Date,
  effectDays: number,
): Promise<Taken> => {
  const words = '演示数据：现场复查属实。'
  if (row.findingId !== null) await host.findings.settle(trx, row.findingId, { at: now, words, by: INSPECTOR })
  const seen = { recheckedAt: now, recheckedById: INSPECTOR.id, recheckedBy: INSPECTOR.name, recheckedFrom: 'demo' }
  const closed = { closedAt: now, firstClosedAt: now, stepDue: now, effectDue: effectDueAt(now, effectDays) }
  const changed = { ...seen, ...closed, recheckPassed: true, recheckWords: words, effect: 'PENDING' as const }
  return { step: 'PASS', changed, words }
}
