import { fault, localDate, type Host, type OwnDelta, type PluginTransaction } from '@zhikong/core'
import type { Updateable } from 'kysely'
import { insertStep, updateRectification, type RectificationRow } from '../queries/rectification.ts'
import { contributionsOf } from '../rules/contributions.ts'
import type { RectificationStep } from '../tables.ts'
import { stateAfter } from '../rules/rectification.ts'
import type { Improvement, RectificationTable } from '../tables.ts'
import { runClocks, type RoundDues } from './run-clocks.ts'

type Db = PluginTransaction<Improvement>

/** Who does something: a person, or the platform itself. */
export type Actor = { readonly id: string; readonly name: string }

export const PLATFORM: Actor = { id: 'platform', name: '系统 / Platform' }

/** A step that is taken: what it writes, by whom, with what words. */
export type Move = {
  readonly step: RectificationStep
  readonly changed: Updateable<RectificationTable>
  readonly actor: Actor
  readonly words: string
  readonly now: Date
  /** When the steps of the round that it begins are due. */
  readonly round?: RoundDues
}

/** What a rectification adds to the measures, as deltas of its place; `n` 1 to add it, −1 to take it back. */
export const deltasOf = (row: RectificationRow, n: 1 | -1): readonly OwnDelta[] =>
  contributionsOf(row).map(({ measure, at, n: each }) => ({
    place: row,
    measure,
    day: localDate(at),
    n: n * each,
    ...(row.organisationId === null ? {} : { organisationId: row.organisationId }),
  }))

/**
 * Takes a rectification one step on: the row, its trail, its figures, its clocks and its event.
 * @throws Fault CONFLICT when the step is not open in its state
 */
export async function moveRectification(
  host: Host<Improvement>,
  trx: Db,
  before: RectificationRow,
  { step, changed, actor, words, now, round }: Move,
): Promise<RectificationRow> {
  const state = stateAfter(before.state, step)
  if (state === null) throw fault('CONFLICT', { detail: NOT_OPEN }, ['input', 'id'])
  const after = await updateRectification(trx, before.id, { ...changed, state })
  await host.addDeltas(trx, [...deltasOf(before, -1), ...deltasOf(after, 1)])
  const { id: rectificationId, scopeKey } = after
  await insertStep(trx, {
    rectificationId,
    scopeKey,
    at: now,
    actorId: actor.id,
    actor: actor.name,
    step,
    state,
    words,
  })
  await runClocks(host, trx, { before, after, now }, round ?? null)
  const told = {
    rectificationId,
    findingId: after.findingId,
    at: now.toISOString(),
    state,
    due: after.due?.toISOString() ?? null,
  }
  const event = step === 'ASSIGN' ? 'improvement.rectification.assigned' : 'improvement.rectification.moved'
  await host.emit(trx, event, told, after)
  return after
}

const NOT_OPEN = {
  'zh-CN': '当前状态不能办理此步骤。',
  en: 'This is not open in its present state.',
}
