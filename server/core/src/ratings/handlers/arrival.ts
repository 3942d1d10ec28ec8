import { hash, randomUUID } from 'node:crypto'
import type { PersonalData } from '../../access/personal/personal-data.ts'
import type { CaseRecord } from '../../cases/record.ts'
import { localDate } from '../../clock/local-time.ts'
import type { RatingChannel, RatingKind } from '../contract.ts'
import type { GivenRow } from '../queries/given.ts'
import type { RatingRow } from '../queries/rating.ts'
import type { RatingTerms } from '../rules/terms.ts'
import type { ReadRating } from '../rules/written.ts'
import { answeredDayOf } from './counting.ts'

/** A rating as it comes in, of whatever way. */
export type Arrival = {
  readonly record: CaseRecord
  readonly kind: RatingKind
  readonly channel: RatingChannel
  readonly rating: ReadRating
  readonly givenAt: Date
  /** Who reports it, and its id there. */
  readonly source: string
  readonly externalId: string
  /** The device by which it was given, and the address from which it came, as they are. */
  readonly device: string | null
  readonly address: string | null
  readonly rater: PersonalData | null
}

const hashed = (text: string | null): Buffer | null => (text === null ? null : hash('sha256', text, 'buffer'))

/** The same content gives the same hash. */
const contentHash = ({ rating, channel, givenAt, rater }: Arrival): string =>
  hash('sha256', JSON.stringify([rating, channel, givenAt, rater]), 'base64url')

/** What is kept of an arrival: what the rated may know, and how it was given. */
export const rowsOf = (
  arrival: Arrival,
  terms: RatingTerms,
  now: Date,
): { readonly arrival: Arrival; readonly row: RatingRow; readonly given: GivenRow } => {
  const { record, kind, channel, rating, givenAt, source, externalId, rater } = arrival
  const { areaCode, scopeKey, hallId, organisationId, windowId } = record
  const ratingId = randomUUID()
  const at = { areaCode, scopeKey, hallId, organisationId, windowId }
  const row: RatingRow = {
    ...at,
    id: ratingId,
    regionId: record.regionId,
    matterId: record.matterId,
    day: localDate(givenAt),
    kind,
    channel,
    caseChannel: record.channel ?? '',
    caseSource: record.source,
    grade: rating.grade,
    isDefault: rating.isDefault,
    isSatisfied: rating.grade >= terms.satisfiedFrom,
    version: rating.version,
    tags: rating.tags.join(','),
    items: JSON.stringify(rating.items),
    hasWords: rating.words !== null,
    isRealName: rater !== null,
    verdict: null,
    answeredDay: answeredDayOf(record, { kind, isDefault: rating.isDefault }),
  }
  const given: GivenRow = {
    ...at,
    caseId: record.caseId,
    kind,
    openedOn: record.openedOn,
    ratingId,
    givenAt,
    receivedAt: now,
    caseEndedAt: record.endedAt,
    endedBefore: record.endedAt !== null && record.endedAt <= givenAt,
    source,
    externalId,
    contentHash: contentHash(arrival),
    deviceHash: hashed(arrival.device),
    addressHash: hashed(arrival.address),
    words: rating.words,
  }
  return { arrival, row, given }
}

export type ArrivalRows = ReturnType<typeof rowsOf>
