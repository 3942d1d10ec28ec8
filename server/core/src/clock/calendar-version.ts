import { makeCalendar } from './calendar.ts'
import type { CalendarContent } from './calendar-content.ts'
import type { WorkCalendar } from './types.ts'
import { usableHours } from './usable-hours.ts'

/** A version of a calendar, with its place. */
export type CalendarVersion = {
  readonly id: string
  readonly version: number
  /** Counts the versions of all calendars in the order in which they were saved. */
  readonly revision: number
  readonly scopeKey: number
  readonly scopeEnd: number
  /** First local date that no notice covers; null: as in the calendar above. */
  readonly publishedUntil: string | null
  readonly content: CalendarContent
}

type Range = Pick<CalendarVersion, 'scopeKey' | 'scopeEnd'>

const contains = (outer: Range, inner: Range): boolean =>
  outer.scopeKey <= inner.scopeKey && outer.scopeEnd >= inner.scopeEnd

const span = ({ scopeKey, scopeEnd }: Range): number => scopeEnd - scopeKey

/** The newest version of each calendar that was there at a revision, the widest place first. */
export const versionsAt = (
  versions: readonly CalendarVersion[],
  revision: number = Number.POSITIVE_INFINITY,
): readonly CalendarVersion[] => {
  const newest = new Map<string, CalendarVersion>()
  for (const each of versions) {
    if (each.revision > revision || (newest.get(each.id)?.version ?? 0) >= each.version) continue
    newest.set(each.id, each)
  }
  return [...newest.values()].toSorted((a, b) => span(b) - span(a) || a.scopeKey - b.scopeKey)
}

/** A version below those from which it inherits: the widest first, itself last. `others` are the newest of each. */
export const chainOf = (version: CalendarVersion, others: readonly CalendarVersion[]): readonly CalendarVersion[] => [
  ...others.filter((other) => other.id !== version.id && span(other) > span(version) && contains(other, version)),
  version,
]

/** The calendar of a chain that says until when its days are published. */
export const publisherOf = (chain: readonly CalendarVersion[]): string | undefined =>
  chain.findLast(({ publishedUntil }) => publishedUntil !== null)?.id

/**
 * The days and hours that hold where a chain of calendars ends: what is stated below wins over what is stated above.
 * Throws RangeError when none of them says until when days are published.
 */
export const resolveChain = (chain: readonly CalendarVersion[]): WorkCalendar => {
  const [own] = chain.slice(-1)
  const publishedUntil = chain.findLast((each) => each.publishedUntil !== null)?.publishedUntil
  if (own === undefined || publishedUntil == null) throw new RangeError('A calendar says nowhere what is published')
  const [top] = chain
  const hours = chain.map(({ content }) => usableHours(content))
  const standard = hours.findLast((each) => each.standard !== undefined)?.standard
  return makeCalendar({
    id: own.id,
    version: own.version,
    revision: Math.max(...chain.map(({ revision }) => revision)),
    publishedUntil,
    exceptions: chain.flatMap(({ content }) => content.exceptions),
    hoursOverrides: hours.flatMap(({ overrides }) => overrides),
    ...(top?.content.from === undefined ? {} : { from: top.content.from }),
    ...(standard === undefined ? {} : { hours: standard }),
  })
}
