import type { Transaction } from 'kysely'
import type { NoteChange } from '../../access/audit/change.ts'
import type { CaseEngine } from '../../cases/engine.ts'
import { rederiveCases } from '../../cases/rederive.ts'
import { lockCases } from '../../cases/store.ts'
import type { CoreTables } from '../../database/tables.ts'
import { isUuid } from '../../uuid.ts'
import type { AlertTable } from '../tables.ts'
import { issuedRule, termsOf } from './issued-rule.ts'
import type { StepOutcome, StepRequest } from './request.ts'
import { hinderedBy, hindranceOf } from './possible-steps.ts'
import { forbidden, hindered, isDoneAlready, notFound, notOpen } from './request.ts'
import type { Step } from './steps.ts'
import { STEPS } from './steps.ts'
import type { Moved } from './take-step.ts'
import { takeStep } from './take-step.ts'
import type { Telling } from './tell-steps.ts'
import { tellSteps } from './tell-steps.ts'
import { selectNewestStep } from './trail.ts'
import { wakeSubjects } from './wake-subjects.ts'
import { lockAlerts, saveMoved, subjectsOf } from './write.ts'

type Trx = Transaction<CoreTables>

/** After these a case counts a card more or less, and its clock may come to a new round. */
const CHANGES_CASE: ReadonlySet<Step> = new Set(['CONFIRMED', 'REFUSED', 'REVOKED'])

/**
 * Takes a step with some cards in one transaction, with its trail, audit entries and events; answers each id. Runs in
 * the scope of the engine, which sees all rows: the reach is named in every look-up. A card out of reach is answered
 * as one that does not exist; what one id runs into does not hold up the others.
 */
export const takeSteps = async (
  trx: Trx,
  note: NoteChange,
  engine: CaseEngine & Telling,
  request: StepRequest,
  now: Date,
): Promise<readonly StepOutcome[]> => {
  const { kind, reach } = request
  const ids = [...new Set(request.ids)]
  const known = ids.filter(isUuid)
  const subjects = CHANGES_CASE.has(kind) ? await subjectsOf(trx, known, reach) : []
  await lockCases(trx, subjects)
  if (CHANGES_CASE.has(kind)) await wakeSubjects(trx, known, reach)
  const found = new Map((await lockAlerts(trx, known, reach)).map((alert) => [alert.alertId, alert]))
  const moved: Moved[] = []
  const outcomes: StepOutcome[] = []
  for (const id of ids) {
    const alert = found.get(id)
    const taken = alert === undefined ? notFound(id) : await takeOne(trx, alert, engine, request, now)
    if ('steps' in taken) moved.push(taken)
    outcomes.push('steps' in taken ? { id, alert: taken.alert, problem: null } : taken)
  }
  await saveMoved(trx, moved)
  for (const { alert } of moved) note(entryOf(found.get(alert.alertId) ?? alert, alert, request))
  if (moved.length > 0 && subjects.length > 0) await rederiveCases(trx, engine, subjects, now)
  await tellSteps(trx, engine, moved, now)
  return outcomes
}

const takeOne = async (
  trx: Trx,
  alert: AlertTable,
  engine: CaseEngine,
  request: StepRequest,
  now: Date,
): Promise<Moved | StepOutcome> => {
  const { kind, text, actor, may } = request
  if (!may(alert)) return forbidden(alert.alertId)
  if (isDoneAlready(alert, request)) return { id: alert.alertId, alert, problem: null }
  const moved = takeStep(alert, { kind, at: now, actor, text })
  if (moved === null) return notOpen(alert, kind)
  const hindrance = await hindranceIn(trx, alert, request, now)
  if (hindrance !== null) return hindered(alert.alertId, hindrance)
  return kind === 'CONFIRMED' && !alert.historical ? issuedNow(moved, engine, now) : moved
}

const hindranceIn = async (trx: Trx, alert: AlertTable, request: StepRequest, now: Date) => {
  const { kind, actor, urgePauseMs } = request
  const by = hinderedBy(kind, alert)
  if (by === null) return null
  const last = await selectNewestStep(trx, alert, alert.alertId, by, by === 'URGED' ? actor.id : null)
  return hindranceOf(kind, alert, { actorId: actor.id, now, urgePauseMs, trail: last === undefined ? [] : [last] })
}

/** A card that was confirmed is issued then: its limits and its escalation begin with that instant. */
const issuedNow = ({ alert, steps }: Moved, { calendars }: CaseEngine, now: Date): Moved => {
  const terms = termsOf(issuedRule(alert), calendars.forPlace(alert.scopeKey), now)
  return { alert: { ...alert, ...terms, raisedAt: now }, steps }
}

/** What the audit log keeps: where the card stood and stands; the words of a unit are in the trail alone. */
const entryOf = (before: AlertTable, after: AlertTable, { kind, text }: StepRequest) => ({
  subject: { type: 'Alert', id: after.alertId },
  scopeKey: after.scopeKey,
  before: { state: before.state, urged: before.urged },
  after: { state: after.state, urged: after.urged, step: kind },
  reason: STEPS[kind].by === 'DECIDE' ? text : null,
})
