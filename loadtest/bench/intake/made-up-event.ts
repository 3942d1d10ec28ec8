/** An event of a case that no hall ever saw, in the shape of `CaseEventInput`. */
export type MadeUpEvent = {
  readonly source: string
  readonly externalId: string
  readonly eventId: string
  readonly kind: 'SUBMITTED' | 'ACCEPTED' | 'STEP' | 'CLOSED'
  readonly occurredAt: string
  readonly hall: string
  readonly matter: string
}

const KINDS = ['SUBMITTED', 'ACCEPTED', 'STEP', 'CLOSED'] as const
const FIRST = Date.parse('2026-03-02T01:00:00Z')
const HOUR = 3_600_000

/** Event `n` of a source: four to a case, an hour apart. */
export const madeUpEvent = (source: string, n: number): MadeUpEvent => {
  const [at, place] = [Math.floor(n / KINDS.length), n % KINDS.length]
  const kind = KINDS[place] ?? 'STEP'
  return {
    source,
    externalId: `C${at}`,
    eventId: `${at}-${kind}`,
    kind,
    occurredAt: new Date(FIRST + (at % 500) * HOUR + place * HOUR).toISOString(),
    hall: 'DISTRICT-DESK',
    matter: 'BUSINESS-LICENCE',
  }
}

/** `count` events: every hundredth came before, every hundredth comes before the one that it follows. */
export const madeUpStream = (source: string, count: number): readonly MadeUpEvent[] => {
  const stream: MadeUpEvent[] = []
  for (let n = 0; stream.length < count; n++) {
    const before = stream.at(-1)
    if (n % 100 === 51 && before !== undefined) stream.push(madeUpEvent(source, n), stream.pop() ?? before)
    else stream.push(madeUpEvent(source, n))
    if (n % 100 === 99 && stream.length < count) stream.push(madeUpEvent(source, n - 10))
  }
  return stream
}

/** How many different events a stream has. */
export const distinct = (events: readonly MadeUpEvent[]): number => new Set(events.map(({ eventId }) => eventId)).size
