/** An event of a case that no hall ever saw, in the shape of `CaseEventInput`. */
export type MadeUpEvent = {
  readonly source: string
  readonly externalId: string
  readonly eventId: string
  readonly kind: 'SUBMITTED' | 'ACCEPTED' | 'STEP' | 'CLOSED' | 'CORRECTION_REQUESTED' | 'CORRECTION_ANSWERED'
  readonly occurredAt: string
  readonly hall: string
  readonly matter: string
}

const KINDS = ['SUBMITTED', 'ACCEPTED', 'STEP', 'CLOSED'] as const
/** What comes to light of a case that is known: steps of every other one, of the others corrections before acceptance. */
const LATE_KINDS = [
  ['STEP', 'STEP'],
  ['CORRECTION_REQUESTED', 'CORRECTION_ANSWERED'],
] as const
const FIRST = Date.parse('2026-03-02T01:00:00Z')
const HOUR = 3_600_000
const MINUTE = 60_000

type Happening = { readonly caseNumber: number; readonly eventId: string; readonly afterMs: number }

const eventOf = (source: string, kind: MadeUpEvent['kind'], happening: Happening): MadeUpEvent => ({
  source,
  externalId: `C${happening.caseNumber}`,
  eventId: happening.eventId,
  kind,
  occurredAt: new Date(FIRST + (happening.caseNumber % 500) * HOUR + happening.afterMs).toISOString(),
  hall: 'DISTRICT-DESK',
  matter: 'BUSINESS-LICENCE',
})

/** Event `n` of a source: four to a case, an hour apart. */
export const madeUpEvent = (source: string, n: number): MadeUpEvent => {
  const [caseNumber, place] = [Math.floor(n / KINDS.length), n % KINDS.length]
  const kind = KINDS[place] ?? 'STEP'
  return eventOf(source, kind, { caseNumber, eventId: `${caseNumber}-${kind}`, afterMs: place * HOUR })
}

/** Event `n` that comes late, of one of the first `cases` cases: each other one has its turn. */
export const lateEvent = (source: string, n: number, cases: number): MadeUpEvent => {
  const [caseNumber, turn] = [(n * 7_919) % cases, Math.floor(n / cases)]
  const kind = LATE_KINDS[caseNumber % 2]?.[turn] ?? 'STEP'
  const afterMs = (kind === 'STEP' ? HOUR : 0) + (1 + turn) * MINUTE
  return eventOf(source, kind, { caseNumber, eventId: `${caseNumber}-late-${turn}`, afterMs })
}

/** How many different events a stream has. */
export const distinct = (events: readonly MadeUpEvent[]): number => new Set(events.map(({ eventId }) => eventId)).size
