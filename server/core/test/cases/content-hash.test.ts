import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentHash } from '../../src/cases/reported-event.ts'
import type { ReportedEvent } from '../../src/cases/reported-event.ts'

/** The pairs of what is told, by name: the rule by which the hashes that are stored were made. */
const pairs = (value: object): unknown =>
  Object.entries(value)
    .filter(([, inner]) => inner != null)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, inner instanceof Date || typeof inner !== 'object' ? inner : pairs(inner)])

const maybe = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, fc.constantFrom(null, undefined))
const text = fc.string({ unit: 'binary', maxLength: 20 })
const instant = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2033-01-01') })
const limit = fc.record({ amount: fc.nat(900), unit: fc.constantFrom('WORKING_DAY' as const, 'HOUR' as const) })
const event: fc.Arbitrary<ReportedEvent> = fc.record(
  {
    note: maybe(text),
    source: text,
    externalId: text,
    eventId: text,
    kind: fc.constantFrom('SUBMITTED' as const, 'ACCEPTED' as const),
    occurredAt: instant,
    hall: maybe(text),
    promised: maybe(limit),
    statutory: maybe(limit),
    dueAt: maybe(instant),
    noticed: maybe(fc.boolean()),
    extensionDays: maybe(fc.double()),
    parent: maybe(text),
    deliveryFollows: maybe(fc.boolean()),
  },
  { requiredKeys: ['source', 'externalId', 'eventId', 'kind', 'occurredAt'] },
)

test('an event is hashed as those that are stored were', () => {
  fc.assert(
    fc.property(event, (reported) => {
      expect(contentHash(reported)).toBe(hash('sha256', JSON.stringify(pairs(reported)), 'base64url'))
    }),
    { numRuns: 300 },
  )
})
