import { counted } from '../../clock/elapsed.ts'
import type { Limit, WorkCalendar } from '../../clock/types.ts'
import type { OutboxEntry } from '../../feed/append.ts'
import type { AlertPayload } from '../../feed/events.ts'
import type { RegisterSnapshot } from '../../registers/registers.ts'
import { eventOf, PROPOSED, TOLD } from '../lifecycle/events.ts'
import type { Moved } from '../lifecycle/take-step.ts'
import type { AlertTable, StepKind } from '../tables.ts'
import type { SubjectClock } from './declaration.ts'
import { readSuspensions } from './suspensions.ts'
import type { ClockSubjectTable } from './tables.ts'

const WORDS: { readonly [Kind in StepKind]?: string } = TOLD

type Figures = Pick<AlertPayload, 'countedDays' | 'overDays' | 'promised'>

const NO_FIGURES: Figures = { countedDays: null, overDays: null, promised: null }

/** The feed's entry for a card about a record that was raised just now. */
export const announceRaised = (
  alert: AlertTable,
  { event }: SubjectClock,
  figures: Figures,
  names: RegisterSnapshot,
  now: Date,
): OutboxEntry => entryOf(alert.state === 'TO_CONFIRM' ? eventOf(event, PROPOSED) : event, alert, figures, names, now)

/** The feed's entries for what became of cards about records, in the order of the steps. */
export const announceSubjectSteps = (
  moved: readonly Moved[],
  clocks: readonly SubjectClock[],
  names: RegisterSnapshot,
  now: Date,
): readonly OutboxEntry[] =>
  moved.flatMap(({ alert, steps }) => {
    const issued = clocks.find(({ code }) => code === alert.clock)?.event
    if (issued === undefined) return []
    return [...new Set(steps.map(({ kind }) => kind))].flatMap((kind) => {
      const event = kind === 'CONFIRMED' ? issued : WORDS[kind] && eventOf(issued, WORDS[kind])
      return event === undefined ? [] : [entryOf(event, alert, NO_FIGURES, names, now)]
    })
  })

/** How far a clock has come, as its card tells it. */
export const figuresOf = (row: ClockSubjectTable, calendar: WorkCalendar, now: Date): Figures => {
  const { startAt: start, closedAt, limitAmount: amount, limitUnit: unit } = row
  const promised: Limit | null = amount === null || unit === null ? null : { amount, unit }
  const countedDays = counted(calendar, { start, closedAt, suspensions: readSuspensions(row.suspensions) }, now)
  return { countedDays, promised, overDays: unit === 'WORKING_DAY' && amount !== null ? countedDays - amount : null }
}

const entryOf = (
  kind: string,
  alert: AlertTable,
  figures: Figures,
  { tree, index }: RegisterSnapshot,
  now: Date,
): OutboxEntry => {
  const { level, scopeKey, areaCode, regionId, organisationId, hallId } = alert
  const region = tree.byId(regionId)
  const payload: AlertPayload = {
    at: now.toISOString(),
    subject: alert.subject,
    subjectId: alert.caseId,
    title: alert.title ?? '',
    hall: hallId === null ? null : (index.hallById.get(hallId)?.name ?? null),
    organisation: organisationId === null ? null : (index.organisationById.get(organisationId)?.name ?? null),
    regionCode: region?.code ?? '',
    regionName: region?.name ?? '',
    alertId: alert.alertId,
    level,
    clock: alert.clock,
    dueAt: alert.dueAt.toISOString(),
    provisional: alert.provisional,
    escalation: alert.escalation,
    ...(alert.state === 'TO_CONFIRM' ? { waits: true } : {}),
    ...figures,
  }
  return { topic: 'ALERT', kind, level, scopeKey, areaCode, regionId, organisationId, hallId, payload }
}
