import type { ClockDeclaration } from '../alerts/declaration.ts'
import type { CardThreshold } from '../clock/card-thresholds.ts'
import { dueThreshold, hasPassed } from '../clock/due.ts'
import { elapsed } from '../clock/elapsed.ts'
import type { Due, Limit, Suspension, WorkCalendar } from '../clock/types.ts'
import type { CaseEngine } from './engine.ts'
import type { CaseEvent, CaseIdentity, EndKind, FrozenLimits } from './event.ts'
import { isEnd, KIND_ORDER } from './event.ts'
import { flagsOf } from './flags.ts'
import type { CaseRecord } from './record.ts'
import { suspensionsOf } from './suspensions.ts'
import type { CaseState } from './tables.ts'

/** A card that a clock of the case comes to. */
export type CaseCard = CardThreshold & { readonly clock: ClockDeclaration; readonly ruleVersion: string }

export type DerivedCase = {
  readonly record: CaseRecord
  /** In the order in which they happened. */
  readonly events: readonly CaseEvent[]
  readonly suspensions: readonly Suspension[]
  /** Cards reached by now (or by the end), then those to come. */
  readonly reached: readonly CaseCard[]
  readonly ahead: readonly CaseCard[]
  readonly due: Due | null
  readonly statutoryDue: Due | null
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
  const first = (kind: CaseEvent['kind']): CaseEvent | undefined => ordered.find((event) => event.kind === kind)
  const accepted = first('ACCEPTED')
  const end = ordered.find(({ kind }) => isEnd(kind))
  const acceptedAt = accepted?.occurredAt ?? null
  const endedAt = end?.occurredAt ?? null
  const suspensions = suspensionsOf(ordered, endedAt)
  const limits: FrozenLimits = accepted?.payload.limits ?? { promised: null, statutory: null, dueAt: null }
  const due = acceptedAt === null ? null : promisedDue(calendar, acceptedAt, suspensions, limits)
  const statutoryDue =
    acceptedAt === null || limits.statutory === null
      ? null
      : dueThreshold(calendar, { start: acceptedAt, limit: limits.statutory, policy: 'NEXT_WORKDAY', suspensions })
  const until = endedAt !== null && endedAt < now ? endedAt : now
  const passed = (point: Due | null): boolean => point !== null && hasPassed(calendar, point, until)
  const closed = end?.kind === 'CLOSED'
  const last = ordered.at(-1)
  const state = stateOf(ordered, acceptedAt, end?.kind as EndKind | undefined)
  const record: CaseRecord = {
    ...identity,
    windowId: lastOf(ordered, ({ windowId }) => windowId),
    organisationId:
      lastOf(ordered, ({ payload }) => payload.organisationId ?? null) ??
      lastOf(ordered, ({ payload }) => payload.matterOrganisationId ?? null),
    channel: ordered.find(({ payload }) => payload.channel !== undefined)?.payload.channel ?? null,
    state,
    submittedAt: first('SUBMITTED')?.occurredAt ?? null,
    acceptedAt,
    acceptedRecordedAt: accepted?.receivedAt ?? null,
    endedAt,
    promisedAmount: limits.promised?.amount ?? null,
    promisedUnit: limits.promised?.unit ?? null,
    statutoryAmount: limits.statutory?.amount ?? null,
    statutoryUnit: limits.statutory?.unit ?? null,
    givenDueAt: limits.dueAt === null ? null : new Date(limits.dueAt),
    dueCalendar: due?.calendar ?? null,
    dueW: due?.threshold ?? null,
    statutoryDueCalendar: statutoryDue?.calendar ?? null,
    statutoryDueW: statutoryDue?.threshold ?? null,
    provisional: endedAt === null && ((due?.provisional ?? false) || (statutoryDue?.provisional ?? false)),
    handlingUnits:
      acceptedAt === null || endedAt === null
        ? null
        : elapsed(calendar, { start: acceptedAt, suspensions, closedAt: endedAt }, endedAt),
    overdueAt: due !== null && passed(due) ? due.dueAt : null,
    statutoryOverdueAt: statutoryDue !== null && passed(statutoryDue) ? statutoryDue.dueAt : null,
    closedLate: closed && due !== null ? passed(due) : null,
    closedStatutoryLate: closed && statutoryDue !== null ? passed(statutoryDue) : null,
    yellowAt: null,
    redAt: null,
    cardLevel: null,
    flags: '',
    lastEventAt: last?.occurredAt ?? now,
    updatedAt: now,
  }
  const pack = packFor(identity.scopeKey, acceptedAt ?? record.submittedAt ?? record.lastEventAt)
  const life = { record, events: ordered, suspensions, calendar, pack }
  const cards = clocks
    .flatMap((clock) =>
      clock.cards(life).map((card): CaseCard => ({ ...card, clock, ruleVersion: pack.versionOf(card.rule) })),
    )
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const reached = cards.filter((card) => hasPassed(calendar, card, until))
  return {
    record: { ...record, ...liveCards(reached), flags: flagsOf(record, ordered, limits).join(',') },
    events: ordered,
    suspensions,
    reached,
    ahead: cards.filter((card) => !reached.includes(card)),
    due,
    statutoryDue,
  }
}

const byOccurrence = (a: CaseEvent, b: CaseEvent): number =>
  a.occurredAt.getTime() - b.occurredAt.getTime() ||
  KIND_ORDER[a.kind] - KIND_ORDER[b.kind] ||
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
  const turns = ordered.filter(({ kind }) => kind === 'SUSPENDED' || kind === 'RESUMED')
  if (turns.at(-1)?.kind === 'SUSPENDED') return 'SUSPENDED'
  if (acceptedAt !== null) return 'ACCEPTED'
  const corrections = ordered.filter(({ kind }) => kind.startsWith('CORRECTION_'))
  return corrections.at(-1)?.kind === 'CORRECTION_REQUESTED' ? 'CORRECTION' : 'SUBMITTED'
}

/** When a case came to its yellow and red card, and its gravest one, of the cards that count. */
export const liveCards = (reached: readonly CaseCard[]): Pick<CaseRecord, 'yellowAt' | 'redAt' | 'cardLevel'> => {
  const at = (level: CaseCard['level']): Date | null => reached.find((card) => card.level === level)?.at ?? null
  const [warning, yellowAt, redAt] = [at('WARNING'), at('YELLOW'), at('RED')]
  return { yellowAt, redAt, cardLevel: redAt ? 'RED' : yellowAt ? 'YELLOW' : warning ? 'WARNING' : null }
}
