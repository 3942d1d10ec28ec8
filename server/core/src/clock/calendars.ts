import type { Selectable, Transaction } from 'kysely'
import { readContent } from './calendar-content.ts'
import { chainOf, publisherOf, resolveChain, versionsAt, type CalendarVersion } from './calendar-version.ts'
import type { CalendarTable, ClockTables } from './tables.ts'
import type { WorkCalendar } from './types.ts'
import { usableHours, type DateRange } from './usable-hours.ts'

/** The calendars in force, and which of them a place runs on. */
export type Calendars = {
  readonly all: readonly WorkCalendar[]
  /** The newest revision of all: the same number is the same calendars. */
  readonly revision: number
  /** The calendar that says until when the days of this one are published: itself, or one above it. */
  readonly publisherOf: (id: string) => string
  /** The days for which a calendar itself states hours by which nothing can be counted; those above it hold there. */
  readonly hoursMissing: (id: string) => readonly DateRange[]
  /** Throws RangeError for an id that no version has. */
  readonly byId: (id: string) => WorkCalendar
  /** The calendar of the nearest subtree that has its own. */
  readonly forPlace: (scopeKey: number) => WorkCalendar
}

type Regions = (id: number) => { readonly scopeKey: number; readonly scopeEnd: number } | undefined

/**
 * Reads the newest version of each calendar, each over those above it; gives back what was `loaded` before when no
 * version came to it since. `regions` gives the subtrees that calendars belong to.
 */
export const loadCalendars = async (
  trx: Transaction<ClockTables>,
  regions: Regions,
  loaded?: Calendars,
): Promise<Calendars> => {
  const { newest } = await trx
    .selectFrom('core.calendar')
    .select(({ fn }) => fn.max('revision').as('newest'))
    .executeTakeFirstOrThrow()
  if (loaded !== undefined && loaded.revision === Number(newest ?? 0)) return loaded
  const rows = await trx
    .selectFrom('core.calendar')
    .distinctOn('id')
    .selectAll()
    .orderBy('id')
    .orderBy('version', 'desc')
    .execute()
  return makeCalendars(rows.map((row) => toVersion(row, regions)))
}

/** The calendars in force where these versions are all there are. */
export const makeCalendars = (versions: readonly CalendarVersion[]): Calendars => {
  const newest = versionsAt(versions)
  const placed = newest.map((version) => {
    const chain = chainOf(version, newest)
    return { version, calendar: resolveChain(chain), publisher: publisherOf(chain) }
  })
  const byId = new Map(placed.map(({ calendar }) => [calendar.id, calendar]))
  const publishers = new Map(placed.map(({ version, publisher }) => [version.id, publisher]))
  const narrowestFirst = placed.toReversed()
  return {
    all: placed.map(({ calendar }) => calendar),
    revision: Math.max(0, ...newest.map(({ revision }) => revision)),
    publisherOf: (id) => orThrow(publishers.get(id), `There is no calendar ${id}`),
    hoursMissing: (id) => {
      const content = newest.find((version) => version.id === id)?.content
      return content === undefined ? [] : usableHours(content).missing
    },
    byId: (id) => orThrow(byId.get(id), `There is no calendar ${id}`),
    forPlace: (scopeKey) =>
      orThrow(
        narrowestFirst.find(({ version }) => scopeKey >= version.scopeKey && scopeKey < version.scopeEnd)?.calendar,
        `No calendar covers the place ${scopeKey}`,
      ),
  }
}

/** A stored version at its place. Throws RangeError when its region is in no register. */
export const toVersion = (row: Selectable<CalendarTable>, regions: Regions): CalendarVersion => {
  const { id, version, revision, publishedUntil } = row
  const region = regions(row.regionId)
  if (region === undefined) throw new RangeError(`Calendar ${id} belongs to no region`)
  const { scopeKey, scopeEnd } = region
  return { id, version, revision, scopeKey, scopeEnd, publishedUntil, content: readContent(row.content) }
}

const orThrow = <T>(value: T | undefined, message: string): T => {
  if (value === undefined) throw new RangeError(message)
  return value
}
