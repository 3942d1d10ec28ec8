import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { ClockTables } from './tables.ts'
import { makeCalendar } from './calendar.ts'
import { loadNationalDays } from './national-calendar.ts'
import type { CalendarException, WorkCalendar } from './types.ts'

/** The calendars in force, and which of them a place runs on. */
export type Calendars = {
  readonly all: readonly WorkCalendar[]
  /** Throws RangeError for an id that no version has. */
  readonly byId: (id: string) => WorkCalendar
  /** The calendar of the nearest subtree that has its own. */
  readonly forPlace: (scopeKey: number) => WorkCalendar
}

type Range = { readonly id: number; readonly scopeKey: number; readonly scopeEnd: number }

const hours = z.array(z.tuple([z.string(), z.string()]))
const content = z.object({
  from: z.string().optional(),
  exceptions: z.array(z.object({ date: z.string(), kind: z.enum(['off', 'work']) })),
  hours: hours.optional(),
  hoursOverrides: z
    .array(z.union([z.object({ date: z.string(), hours }), z.object({ from: z.string(), until: z.string(), hours })]))
    .optional(),
})

/** Reads the newest version of each calendar. `regions` gives the subtrees that calendars belong to. */
export const loadCalendars = async (
  trx: Transaction<ClockTables>,
  regions: (id: number) => Range | undefined,
): Promise<Calendars> => {
  const rows = await trx
    .selectFrom('core.calendar')
    .distinctOn('id')
    .selectAll()
    .orderBy('id')
    .orderBy('version', 'desc')
    .execute()
  const placed = rows.map((row) => {
    const { from, exceptions, hours: standard, hoursOverrides } = content.parse(JSON.parse(row.content))
    const calendar = makeCalendar({
      id: row.id,
      version: row.version,
      publishedUntil: row.publishedUntil,
      exceptions,
      ...(from === undefined ? {} : { from }),
      ...(standard === undefined ? {} : { hours: standard }),
      ...(hoursOverrides === undefined ? {} : { hoursOverrides }),
    })
    const region = regions(row.regionId)
    if (region === undefined) throw new RangeError(`Calendar ${row.id} belongs to no region`)
    return { calendar, region }
  })
  const byId = new Map(placed.map(({ calendar }) => [calendar.id, calendar]))
  const narrowestFirst = placed.toSorted((a, b) => span(a.region) - span(b.region))
  return {
    all: placed.map(({ calendar }) => calendar),
    byId: (id) => orThrow(byId.get(id), `There is no calendar ${id}`),
    forPlace: (scopeKey) =>
      orThrow(
        narrowestFirst.find(({ region }) => scopeKey >= region.scopeKey && scopeKey < region.scopeEnd)?.calendar,
        `No calendar covers the place ${scopeKey}`,
      ),
  }
}

const span = ({ scopeKey, scopeEnd }: Range): number => scopeEnd - scopeKey

const orThrow = <T>(value: T | undefined, message: string): T => {
  if (value === undefined) throw new RangeError(message)
  return value
}

/**
 * The calendars of the first start: the nation's for the province, and that of Xiangxi (4331), whose founding days,
 * 20 and 21 September, are days off also when the nation works on them. Nothing is written where one is there.
 */
export const seedCalendars = async (
  trx: Transaction<ClockTables>,
  place: { readonly province: number; readonly xiangxi: number | null },
): Promise<void> => {
  const national = loadNationalDays()
  const days: readonly CalendarException[] = national.exceptions.map(({ date, kind }) => ({ date, kind }))
  const founding = national.years.flatMap((year): readonly CalendarException[] => [
    { date: `${year}-09-20`, kind: 'off' },
    { date: `${year}-09-21`, kind: 'off' },
  ])
  const row = (id: string, regionId: number, exceptions: readonly CalendarException[]) => ({
    id,
    version: 1,
    regionId,
    content: JSON.stringify({ exceptions }),
    publishedUntil: national.publishedUntil,
    createdAt: new Date(),
  })
  const rows = [row('hunan', place.province, days)]
  if (place.xiangxi !== null) rows.push(row('xiangxi', place.xiangxi, [...days, ...founding]))
  await trx
    .insertInto('core.calendar')
    .values(rows)
    .onConflict((on) => on.columns(['id', 'version']).doNothing())
    .execute()
}
