import type { CardThreshold } from '../clock/card-thresholds.ts'
import type { Failure } from '../alerts/failures/failure.ts'
import type { ClockDeclaration } from '../alerts/declaration.ts'
import { dueThreshold, hasPassed } from '../clock/due.ts'
import { elapsed } from '../clock/elapsed.ts'
import type { Extended, Extension } from '../clock/extension.ts'
import { extendStatutory } from '../clock/extension.ts'
import type { Due, Limit, Suspension, WorkCalendar } from '../clock/types.ts'
import type { Acceptance } from './acceptance.ts'
import { acceptanceOf } from './acceptance.ts'
import { cardsOf } from './case-cards.ts'
import type { CaseEngine } from './engine.ts'
import type { CaseEvent, CaseIdentity, EndKind } from './event.ts'
import { isEnd, KIND_ORDER } from './event.ts'
import { extensionsOf } from './extensions.ts'
import { flagsOf } from './flags.ts'
import type { Forwarding } from './forwarding.ts'
import { forwardingsOf, upperUnitsOf } from './forwarding.ts'
import type { CaseRecord } from './record.ts'
import type { Procedure } from './suspensions.ts'
import { isSuspended, suspensionsOf } from './suspensions.ts'
import type { CaseState } from './tables.ts'

/** A card that a clock of the case comes to. */
export type CaseCard = CardThreshold & { readonly clock: ClockDeclaration; readonly ruleVersion: string }

/** A card as far as its case counts it. */
export type LiveCard = Pick<CaseCard, 'level' | 'at'> & { readonly clock: Pick<ClockDeclaration, 'endOf'> }

/** Where a clock of a case stands for good, by the code of the clock; one that still runs is not among them. */
export type ClockEnds = ReadonlyMap<string, Date>

export type DerivedCase = {
  readonly record: CaseRecord
  /** In the order in which they happened. */
  readonly events: readonly CaseEvent[]
  readonly suspensions: readonly Procedure[]
  /** While it lay at upper bodies. */
  readonly forwardings: readonly Forwarding[]
  /** As they were told, and what they come to. */
  readonly extensions: readonly Extension[]
  readonly extended: Extended
  /** Cards reached by now (or by the end of their clock), then those to come. */
  readonly reached: readonly CaseCard[]
  readonly ahead: readonly CaseCard[]
  readonly ended: ClockEnds
  /** The clocks that could not be worked out. */
  readonly failures: readonly Failure[]
  readonly due: Due | null
  readonly statutoryDue: Due | null
  /** A point at which the case becomes another by itself: it is deemed accepted. */
  readonly awaits: Due | null
}

/**
 * What the events of a case say at an instant. Pure: the same events in any order give the same case, so that a late,
 * doubled or early event needs no special path. Limits are those that the acceptance froze.
 */
export const deriveCase = (
  identity: CaseIdentity,
  events: readonly CaseEvent[],
  calendar: WorkCalendar,
  { clocks, packFor }: Pick<CaseEngine, 'clocks' | 'packFor'>,
  now: Date,
): DerivedCase => {
  const ordered = events.toSorted(byOccurrence)
  const course = courseOf(ordered, calendar, now)
  const { record, due, statutoryDue } = recordOf(identity, course, calendar, now)
  const { acceptedAt, submittedAt, lastEventAt } = record
  const { suspensions, forwardings } = course
  const pack = packFor(identity.scopeKey, acceptedAt ?? submittedAt ?? lastEventAt)
  const cards = cardsOf({ record, events: ordered, suspensions, calendar, pack }, clocks, now)
  return {
    record: { ...record, ...liveCards(cards.reached), flags: flagsOf(record, course, calendar).join(',') },
    events: ordered,
    suspensions,
    forwardings,
    extensions: course.extensions,
    extended: course.extended,
    ...cards,
    due,
    statutoryDue,
    awaits: course.end === undefined ? course.acceptance.awaits : null,
  }
}

/** What the ordered events of a case say of its course. */
export type CaseCourse = {
  readonly ordered: readonly CaseEvent[]
  readonly end: CaseEvent | undefined
  readonly acceptance: Acceptance
  readonly suspensions: readonly Procedure[]
  readonly forwardings: readonly Forwarding[]
  readonly extensions: readonly Extension[]
  readonly extended: Extended
}

const courseOf = (ordered: readonly CaseEvent[], calendar: WorkCalendar, now: Date): CaseCourse => {
  const end = ordered.find(({ kind }) => isEnd(kind))
  const endedAt = end?.occurredAt ?? null
  const acceptance = acceptanceOf(ordered, calendar, now)
  const suspensions = suspensionsOf(ordered, endedAt)
  const { acceptedAt: start, limits } = acceptance
  const extensions = extensionsOf(ordered, endedAt)
  const extended: Extended =
    start === null
      ? { days: 0, void: extensions, isCut: false }
      : extendStatutory(calendar, { start, statutory: limits.statutory, suspensions }, extensions)
  return { ordered, end, acceptance, suspensions, forwardings: forwardingsOf(ordered, endedAt), extensions, extended }
}

type Dues = { readonly due: Due | null; readonly statutoryDue: Due | null }

const recordOf = (
  identity: CaseIdentity,
  course: CaseCourse,
  calendar: WorkCalendar,
  now: Date,
): Dues & { readonly record: CaseRecord } => {
  const { ordered, end, acceptance, suspensions, forwardings, extended } = course
  const { acceptedAt, limits } = acceptance
  const first = (kind: CaseEvent['kind']): CaseEvent | undefined => ordered.find((event) => event.kind === kind)
  const endedAt = end?.occurredAt ?? null
  const dues = duesOf(course, calendar)
  const supplementDueAt = acceptance.reported?.payload.supplementDueAt
  const run = acceptedAt === null || endedAt === null ? null : { start: acceptedAt, until: endedAt, suspensions }
  const record: CaseRecord = {
    ...identity,
    windowId: lastOf(ordered, ({ windowId }) => windowId),
    organisationId:
      lastOf(ordered, ({ payload }) => payload.organisationId ?? null) ??
      lastOf(ordered, ({ payload }) => payload.matterOrganisationId ?? null),
    channel: ordered.find(({ payload }) => payload.channel !== undefined)?.payload.channel ?? null,
    state: stateOf(ordered, acceptedAt, end?.kind as EndKind | undefined),
    submittedAt: first('SUBMITTED')?.occurredAt ?? null,
    acceptedAt,
    acceptedRecordedAt: acceptance.reported?.receivedAt ?? null,
    endedAt,
    deemedAt: acceptance.deemedAt,
    parentExternalId: lastOf(ordered, ({ payload }) => payload.parent ?? null),
    supplementDueAt: supplementDueAt === undefined ? null : new Date(supplementDueAt),
    supplementedAt: first('SUPPLEMENTED')?.occurredAt ?? null,
    promisedAmount: limits.promised?.amount ?? null,
    promisedUnit: limits.promised?.unit ?? null,
    statutoryAmount: limits.statutory?.amount ?? null,
    statutoryUnit: limits.statutory?.unit ?? null,
    extensionDays: extended.days,
    givenDueAt: limits.dueAt === null ? null : new Date(limits.dueAt),
    ...latenessOf(dues, end, calendar, now),
    handlingUnits: run === null ? null : elapsed(calendar, { ...run, closedAt: run.until }, run.until),
    upperUnits: run === null ? null : upperUnitsOf(calendar, forwardings, run),
    yellowAt: null,
    redAt: null,
    cardLevel: null,
    flags: '',
    lastEventAt: ordered.at(-1)?.occurredAt ?? now,
    updatedAt: now,
  }
  return { record, ...dues }
}

const duesOf = ({ acceptance, suspensions, extended }: CaseCourse, calendar: WorkCalendar): Dues => {
  const { acceptedAt: start, limits } = acceptance
  if (start === null) return { due: null, statutoryDue: null }
  const { statutory } = limits
  const limit = statutory === null ? null : { ...statutory, amount: statutory.amount + extended.days }
  return {
    due: promisedDue(calendar, start, suspensions, limits),
    statutoryDue: limit === null ? null : dueThreshold(calendar, { start, limit, policy: 'NEXT_WORKDAY', suspensions }),
  }
}

/** What the limits of a case say of it, by now or by its end. */
const latenessOf = ({ due, statutoryDue }: Dues, end: CaseEvent | undefined, calendar: WorkCalendar, now: Date) => {
  const endedAt = end?.occurredAt ?? null
  const until = endedAt !== null && endedAt < now ? endedAt : now
  const passed = (point: Due | null): boolean => point !== null && hasPassed(calendar, point, until)
  const closed = end?.kind === 'CLOSED'
  return {
    dueCalendar: due?.calendar ?? null,
    dueW: due?.threshold ?? null,
    statutoryDueCalendar: statutoryDue?.calendar ?? null,
    statutoryDueW: statutoryDue?.threshold ?? null,
    provisional: endedAt === null && ((due?.provisional ?? false) || (statutoryDue?.provisional ?? false)),
    overdueAt: due !== null && passed(due) ? due.dueAt : null,
    statutoryOverdueAt: statutoryDue !== null && passed(statutoryDue) ? statutoryDue.dueAt : null,
    closedLate: closed && due !== null ? passed(due) : null,
    closedStatutoryLate: closed && statutoryDue !== null ? passed(statutoryDue) : null,
  }
}

const byOccurrence = (a: CaseEvent, b: CaseEvent): number =>
  a.occurredAt.getTime() - b.occurredAt.getTime() ||
  (KIND_ORDER.get(a.kind) ?? 0) - (KIND_ORDER.get(b.kind) ?? 0) ||
  (a.eventKey < b.eventKey ? -1 : 1)

const promisedDue = (
  calendar: WorkCalendar,
  start: Date,
  suspensions: readonly Suspension[],
  { dueAt, promised }: { readonly dueAt: string | null; readonly promised: Limit | null },
): Due | null => {
  if (dueAt !== null) {
    const at = new Date(dueAt)
    return { calendar: 'continuous', threshold: at.getTime(), dueAt: at, provisional: false, pinned: false }
  }
  return promised === null ? null : dueThreshold(calendar, { start, limit: promised, policy: 'INSTANT', suspensions })
}

const lastOf = <T>(ordered: readonly CaseEvent[], pick: (event: CaseEvent) => T | null): T | null =>
  ordered.reduce<T | null>((value, event) => pick(event) ?? value, null)

const stateOf = (ordered: readonly CaseEvent[], acceptedAt: Date | null, end: EndKind | undefined): CaseState => {
  if (end !== undefined) return end
  if (isSuspended(ordered)) return 'SUSPENDED'
  if (acceptedAt !== null) return 'ACCEPTED'
  const corrections = ordered.filter(({ kind }) => kind.startsWith('CORRECTION_'))
  return corrections.at(-1)?.kind === 'CORRECTION_REQUESTED' ? 'CORRECTION' : 'SUBMITTED'
}

/** Whether a clock is that of the case itself: others run beside it or after its end, with limits of their own. */
export const runsWithCase = ({ endOf }: Pick<ClockDeclaration, 'endOf'>): boolean => endOf === undefined

/**
 * When a case came to its yellow and red card, and its gravest one, of the cards that count. They are those of its own
 * clock, by the promised and the statutory limit (clause 6.4-a): a late special procedure or delivery has cards of its
 * own, and makes no yellow or red case.
 */
export const liveCards = (reached: readonly LiveCard[]): Pick<CaseRecord, 'yellowAt' | 'redAt' | 'cardLevel'> => {
  const own = reached.filter(({ clock }) => runsWithCase(clock))
  const at = (level: CaseCard['level']): Date | null => own.find((card) => card.level === level)?.at ?? null
  const [warning, yellowAt, redAt] = [at('WARNING'), at('YELLOW'), at('RED')]
  return { yellowAt, redAt, cardLevel: redAt ? 'RED' : yellowAt ? 'YELLOW' : warning ? 'WARNING' : null }
}
