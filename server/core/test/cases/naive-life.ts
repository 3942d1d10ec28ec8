import type { Suspension } from '../../src/clock/index.ts'
import type { ReferenceCalendar } from '../clock/reference.ts'
import { closeThatEnds, firstLateTick, instantOf, suspendedBetween, workBetween } from '../clock/reference.ts'

/** A suspension of a drawn life; instants are ticks. */
export type DrawnSuspension = {
  readonly from: number
  readonly to: number | null
  readonly approvedDays: number | null
  readonly noticed: boolean
  readonly hasGround: boolean
}

/** An extension of a drawn life. */
export type DrawnExtension = {
  readonly at: number
  readonly days: number
  readonly joint: boolean
  readonly noticed: boolean
  readonly approved: boolean
  readonly reasoned: boolean
}

/** A case from its acceptance on, with limits in working days. */
export type DrawnLife = {
  readonly start: number
  readonly promised: number
  readonly statutory: number
  readonly suspensions: readonly DrawnSuspension[]
  readonly extensions: readonly DrawnExtension[]
  readonly close: number | null
}

/** What the law makes of a life. */
export type Outcome = {
  readonly warning: Date | null
  readonly yellow: Date
  readonly extensionDays: number
  readonly statutoryDue: Date
}

const afterTick = (tick: number): Date => new Date(instantOf(tick).getTime() + 1_000)

/** Suspensions as the walk reads them, up to the close. */
const walkable = ({ suspensions, close }: DrawnLife): readonly Suspension[] =>
  suspensions
    .filter(({ from }) => close === null || from < close)
    .map(({ from, to, approvedDays, noticed, hasGround }) => {
      const end = close === null ? to : Math.min(to ?? close, close)
      return {
        from: instantOf(from),
        to: end === null ? null : instantOf(end),
        approvedDays,
        noticed,
        reason: hasGround ? 'HEARING' : '',
      }
    })

/** The deadlines of a life, told by walking from tick to tick; shares no code with the derivation. */
export const naiveOutcome = (calendar: ReferenceCalendar, life: DrawnLife): Outcome => {
  const { start, promised } = life
  const stops = walkable(life)
  const warned = promised > 3 ? promised - 3 : promised - 1
  const extensionDays = naiveExtension(calendar, life, stops)
  return {
    warning: promised < 1 ? null : afterTick(firstLateTick(calendar, stops, start, warned)),
    yellow: afterTick(firstLateTick(calendar, stops, start, promised)),
    extensionDays,
    statutoryDue: instantOf(closeThatEnds(calendar, stops, start, life.statutory + extensionDays)),
  }
}

const naiveExtension = (
  calendar: ReferenceCalendar,
  { start, statutory, extensions }: DrawnLife,
  stops: readonly Suspension[],
): number => {
  let granted = 0
  let most = 0
  for (const { at, days, joint, noticed, approved, reasoned } of extensions.toSorted((a, b) => a.at - b.at)) {
    if (!noticed || !approved || !reasoned || at < start) continue
    const close = closeThatEnds(calendar, stops, start, statutory + granted)
    if (at > close && workBetween(calendar, close, at) > 0) continue
    if (joint || most < 10) most = joint ? 15 : 10
    granted = Math.min(granted + days, most)
  }
  return granted
}

/** What a life that was closed used of its time, and whether that was more than was promised. */
export const naiveClose = (
  calendar: ReferenceCalendar,
  life: DrawnLife,
  close: number,
): { readonly units: number; readonly late: boolean } => {
  const stops = walkable(life)
  const units = workBetween(calendar, life.start, close) - suspendedBetween(calendar, stops, life.start, close)
  return { units, late: units > life.promised * 25_200_000 }
}
