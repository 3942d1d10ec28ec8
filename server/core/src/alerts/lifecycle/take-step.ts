import type { AlertTable, NewStep } from '../tables.ts'
import type { Step } from './steps.ts'
import { STEPS } from './steps.ts'

/** Who takes a step: an account, key or client, or the platform itself. */
export type StepActor = { readonly id: string; readonly name: string }

/** The platform, at work without being asked. */
export const BY_ITSELF: StepActor = { id: 'engine', name: 'engine' }

export type Doing = {
  readonly kind: Step
  readonly at: Date
  readonly actor: StepActor
  /** What was said or why it is done. */
  readonly text: string | null
}

/** A card after a step, and what the step leaves in its trail. */
export type Moved = { readonly alert: AlertTable; readonly steps: readonly NewStep[] }

/**
 * Takes one step with a card; null when its state does not allow it. A step that was the last thing missing closes the
 * card at once. Pure: neither instants nor tiers of escalation depend on anything that is done here.
 */
export const takeStep = (alert: AlertTable, doing: Doing): Moved | null => {
  const state = STEPS[doing.kind].leads[alert.state]
  if (state === undefined) return null
  const moved = { ...alert, ...noted(alert, doing), state }
  const steps = [stepRow(alert, moved, doing)]
  if (!isDone(moved)) return { alert: moved, steps }
  const closed = { ...moved, state: 'CLOSED' as const, closedAt: doing.at }
  const closing: Doing = { kind: 'CLOSED', at: doing.at, actor: BY_ITSELF, text: null }
  return { alert: closed, steps: [...steps, stepRow(moved, closed, closing)] }
}

/**
 * Tells a card that what it is about has ended. A warning is then over, one that nobody confirmed lapses; a yellow or
 * red card waits for the feedback of the unit.
 */
export const endSubject = (alert: AlertTable, endedAt: Date, at: Date): Moved => {
  const ended = { ...alert, endedAt }
  const doing = { at, actor: BY_ITSELF, text: null }
  if (ended.level === 'WARNING' && ended.state === 'TO_CONFIRM') {
    return takeStep(ended, { ...doing, kind: 'LAPSED' }) ?? { alert: ended, steps: [] }
  }
  return (isDone(ended) ? takeStep(ended, { ...doing, kind: 'CLOSED' }) : null) ?? { alert: ended, steps: [] }
}

/** Nothing is left to do: its subject has ended, and unless it only warned, the unit has said what it did. */
const isDone = ({ state, level, endedAt, feedbackAt }: AlertTable): boolean =>
  endedAt !== null && STEPS.CLOSED.leads[state] !== undefined && (level === 'WARNING' || feedbackAt !== null)

/** What a step leaves on the card beside its state. */
const noted = (alert: AlertTable, { kind, at, actor, text }: Doing): Partial<AlertTable> => {
  const taken = alert.state === 'ISSUED' ? { acknowledgedAt: at, acknowledgedBy: actor.name } : {}
  if (kind === 'ACKNOWLEDGED' || kind === 'APPEALED') return taken
  if (kind === 'FED_BACK') {
    return { ...taken, feedback: text, feedbackAt: alert.feedbackAt ?? at, feedbackBy: actor.name }
  }
  if (kind === 'URGED') return { urged: alert.urged + 1, lastUrgedAt: at }
  if (kind === 'REFUSED' || kind === 'LAPSED' || kind === 'REVOKED') return { revokedAt: at }
  return kind === 'CLOSED' ? { closedAt: at } : {}
}

const stepRow = (before: AlertTable, after: AlertTable, { kind, at, actor, text }: Doing): NewStep => ({
  ...trailOf(after),
  at,
  actorId: actor.id,
  actor: actor.name,
  kind,
  fromState: before.state,
  toState: after.state,
  text,
})

/** The first row of a card's trail. */
export const raisedStep = (alert: AlertTable): NewStep => ({
  ...trailOf(alert),
  at: alert.raisedAt,
  actorId: BY_ITSELF.id,
  actor: BY_ITSELF.name,
  kind: 'RAISED',
  fromState: null,
  toState: alert.state,
  text: null,
})

/** Where a row of the trail belongs: it lies where its card lies. */
const trailOf = ({ alertId, areaCode, openedOn, caseId, scopeKey, organisationId, hallId }: AlertTable) => ({
  alertId,
  areaCode,
  openedOn,
  caseId,
  scopeKey,
  organisationId,
  hallId,
})
