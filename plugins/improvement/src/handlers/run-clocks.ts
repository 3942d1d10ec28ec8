import type { Host, PluginTransaction } from '@zhikong/core'
import type { ImprovementClock } from '../clocks/all.ts'
import type { RectificationRow } from '../queries/rectification.ts'
import type { RectificationState } from '../contract.ts'
import type { Improvement } from '../tables.ts'

type Db = PluginTransaction<Improvement>

/** When the steps of a round are due. */
export type RoundDues = { readonly accept: Date; readonly plan: Date; readonly finish: Date }

const RUNNING: Readonly<Record<RectificationState, readonly ImprovementClock[]>> = {
  FOUND: ['finding-hand-over'],
  ASSIGNED: ['rectification-accept', 'rectification-plan', 'rectification-finish'],
  REOPENED: ['rectification-accept', 'rectification-plan', 'rectification-finish'],
  ACCEPTED: ['rectification-plan', 'rectification-finish'],
  PLANNED: ['rectification-finish'],
  DONE: ['rectification-feedback'],
  FED_BACK: ['rectification-recheck'],
  CLOSED: ['rectification-effect'],
  WITHDRAWN: [],
}

/** A hand-over has no round yet: its clock runs under the rectification itself. */
const clockId = (clock: ImprovementClock, row: RectificationRow): string =>
  clock === 'finding-hand-over' ? row.id : row.roundId

/** What its cards are called; nothing personal. */
export const titleOf = ({ serial, title }: Pick<RectificationRow, 'serial' | 'title'>): string => `#${serial} ${title}`

/** Who answers for a clock: rechecks and effects are the authority's, a hand-over the hall's, the rest the unit's. */
const placeOf = (clock: ImprovementClock, row: RectificationRow) =>
  clock === 'rectification-recheck' || clock === 'rectification-effect' || clock === 'finding-hand-over'
    ? { ...row, organisationId: null }
    : row

/** When each clock of a state is due. */
const duesOf = (row: RectificationRow, round: RoundDues | null): Partial<Record<ImprovementClock, Date | null>> => ({
  'finding-hand-over': row.handOverDue,
  'rectification-accept': round?.accept ?? null,
  'rectification-plan': round?.plan ?? null,
  'rectification-finish': round?.finish ?? null,
  'rectification-feedback': row.stepDue,
  'rectification-recheck': row.recheckDue,
  'rectification-effect': row.effectDue,
})

/** Stops the clocks that a step ends, and starts those of the state it leads to. `before` is null for a new one. */
export async function runClocks(
  host: Pick<Host<Improvement>, 'clocks'>,
  trx: Db,
  moved: { readonly before: RectificationRow | null; readonly after: RectificationRow; readonly now: Date },
  round: RoundDues | null,
): Promise<void> {
  const { before, after, now } = moved
  const sameRound = before?.roundId === after.roundId
  const ran = before === null ? [] : RUNNING[before.state]
  const runs = RUNNING[after.state]
  for (const clock of ran.filter((each) => !sameRound || !runs.includes(each))) {
    if (before !== null) await host.clocks.close(trx, { clock, id: clockId(clock, before) }, now)
  }
  const dues = duesOf(after, round)
  for (const clock of runs.filter((each) => !sameRound || !ran.includes(each))) {
    const due = dues[clock]
    if (due == null) continue
    const named = { clock, subject: 'improvement.rectification', id: clockId(clock, after), title: titleOf(after) }
    await host.clocks.start(trx, { ...named, place: placeOf(clock, after), start: now, due })
  }
}
