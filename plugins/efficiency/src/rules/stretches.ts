import { suspendedUnits, workTime, type CaseEvent, type Suspension, type WorkCalendar } from '@zhikong/core'

/** Working time that a case lay at a step and window, in units of the clock. */
export type Stretch = { readonly step: string; readonly windowId: number | null; readonly units: number }

/** Before any step was reported, and while it lay at an upper body: no source can name a step so. */
export const [BEFORE_STEPS, AT_UPPER_BODY] = ['', '\n']

type Course = { readonly acceptedAt: Date; readonly endedAt: Date; readonly events: readonly CaseEvent[] }

/**
 * Cuts the time of a closed case at its events. What follows a reported step until the next belongs to that step; a
 * window has a case from the first event that names it until another one does. Special procedures are taken off, so that
 * the stretches of a case add up to its handling time.
 */
export const stretchesOf = (
  { acceptedAt, endedAt, events }: Course,
  calendar: WorkCalendar,
  suspensions: readonly Suspension[],
): readonly Stretch[] => {
  const stretches: Stretch[] = []
  let at = acceptedAt
  let step: string = BEFORE_STEPS
  let before: string = BEFORE_STEPS
  let windowId: number | null = null
  const until = (to: Date): void => {
    if (to <= at) return
    const units = workTime(calendar, to) - workTime(calendar, at) - suspendedUnits(calendar, suspensions, at, to)
    if (units > 0) stretches.push({ step, windowId, units })
    at = to
  }
  for (const event of events) {
    until(event.occurredAt < endedAt ? event.occurredAt : endedAt)
    windowId = event.windowId ?? windowId
    if (event.kind === 'STEP') step = event.payload.step ?? step
    if (event.kind === 'FORWARDED') [before, step] = [step === AT_UPPER_BODY ? before : step, AT_UPPER_BODY]
    if (event.kind === 'FORWARD_RETURNED' && step === AT_UPPER_BODY) step = before
  }
  until(endedAt)
  return stretches
}
