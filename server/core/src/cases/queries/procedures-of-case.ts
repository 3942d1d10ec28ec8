import type { ClockDeclaration, ClockStretch } from '../../alerts/declaration.ts'
import type { Extension } from '../../clock/extension.ts'
import { pausesOf } from '../../clock/suspensions.ts'
import type { WorkCalendar } from '../../clock/types.ts'
import type { DerivedCase } from '../derive.ts'
import { runsWithCase } from '../derive.ts'
import type { CaseEngine } from '../engine.ts'
import type { CaseEvent } from '../event.ts'
import type { SuspensionGround } from '../suspension-ground.ts'
import { groundOf } from '../suspension-ground.ts'

/** Why a suspension stops nothing (licensing law art. 45). */
export const DROPPED_FOR = ['NO_NOTICE', 'NO_GROUND'] as const

/** A special procedure as it is shown, with what it does to the clock of its case. */
export type ShownSuspension = {
  readonly from: Date
  /** When it really ended; null while it is open. */
  readonly to: Date | null
  /** When the clock runs again: at its end, or earlier where its approved days are over. Null: never began, or no end yet. */
  readonly stoppedUntil: Date | null
  /** Its approved days were over before it ended. */
  readonly isCut: boolean
  readonly droppedFor: (typeof DROPPED_FOR)[number] | null
  readonly ground: SuspensionGround | null
  readonly event: CaseEvent
}

/** The special procedures of a case in order of time, also those that stop nothing. */
export const suspensionsShown = (
  { suspensions, events }: Pick<DerivedCase, 'suspensions' | 'events'>,
  calendar: WorkCalendar,
): readonly ShownSuspension[] => {
  const byKey = new Map(events.map((event) => [event.eventKey, event]))
  return suspensions.flatMap((suspension): readonly ShownSuspension[] => {
    const { from, to, noticed, procedure } = suspension
    const event = byKey.get(procedure)
    if (event === undefined) return []
    const ground = groundOf(event.payload)
    const until = pausesOf(calendar, [suspension], 'continuous')[0]?.until
    const stoppedUntil = until === undefined || until === Number.POSITIVE_INFINITY ? null : new Date(until)
    return [
      {
        from,
        to,
        stoppedUntil,
        isCut: stoppedUntil !== null && (to === null || stoppedUntil < to),
        droppedFor: !noticed ? 'NO_NOTICE' : ground === null ? 'NO_GROUND' : null,
        ground,
        event,
      },
    ]
  })
}

/** A correction 补正 that was asked for. */
export type ShownCorrection = { readonly asked: CaseEvent; readonly answeredAt: Date | null }

/** The corrections of a case in order of time, each with its answer: the first after it and before the next. */
export const correctionsShown = (events: readonly CaseEvent[]): readonly ShownCorrection[] => {
  const ofCorrection = events.filter(({ kind }) => kind === 'CORRECTION_REQUESTED' || kind === 'CORRECTION_ANSWERED')
  return ofCorrection.flatMap((asked, index): readonly ShownCorrection[] => {
    const next = ofCorrection[index + 1]
    if (asked.kind !== 'CORRECTION_REQUESTED') return []
    return [{ asked, answeredAt: next?.kind === 'CORRECTION_ANSWERED' ? next.occurredAt : null }]
  })
}

/** An extension (licensing law art. 42), and whether it moved the statutory limit. */
export type ShownExtension = Extension & { readonly counts: boolean }

/** The extensions of a case in the order in which they were told, also those without effect. */
export const extensionsShown = ({ extensions, extended }: Pick<DerivedCase, 'extensions' | 'extended'>) =>
  extensions.map((extension): ShownExtension => ({ ...extension, counts: !extended.void.includes(extension) }))

export const SIDE_CLOCK_STATES = ['RUNNING', 'OVER', 'DONE', 'DONE_LATE'] as const

/** A stretch for which a clock ran beside that of the case, or after its end. */
export type SideClock = ClockStretch & {
  readonly clock: ClockDeclaration
  readonly state: (typeof SIDE_CLOCK_STATES)[number]
}

/** All that ran beside a case, in order of time; a clock that cannot be worked out tells nothing. */
export const sideClocksOf = (
  { record, events, suspensions }: Pick<DerivedCase, 'record' | 'events' | 'suspensions'>,
  { clocks, packFor }: Pick<CaseEngine, 'clocks' | 'packFor'>,
  calendar: WorkCalendar,
  now: Date,
): readonly SideClock[] => {
  const { acceptedAt, submittedAt, lastEventAt, scopeKey } = record
  const pack = packFor(scopeKey, acceptedAt ?? submittedAt ?? lastEventAt)
  const stretchesOf = ({ stretches }: ClockDeclaration): readonly ClockStretch[] => {
    try {
      return stretches?.({ record, events, suspensions, calendar, pack }) ?? []
    } catch {
      return []
    }
  }
  return clocks
    .filter((clock) => !runsWithCase(clock))
    .flatMap((clock) => stretchesOf(clock).map((stretch) => ({ ...stretch, clock, state: stateOf(stretch, now) })))
    .toSorted((a, b) => a.start.getTime() - b.start.getTime())
}

const stateOf = ({ end, overAt }: ClockStretch, now: Date): SideClock['state'] => {
  const isLate = overAt !== null && (end ?? now) >= overAt
  if (end === null) return isLate ? 'OVER' : 'RUNNING'
  return isLate ? 'DONE_LATE' : 'DONE'
}
