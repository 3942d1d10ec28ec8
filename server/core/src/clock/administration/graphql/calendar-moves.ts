import type { Builder } from '../../../graphql/builder.ts'
import type { CoreServices } from '../../../core-services.ts'
import { differingHours, type DifferingHours } from '../differing-hours.ts'
import type { MovedDeadline, Moves } from '../moved-deadlines.ts'
import { CALENDAR_ACCESS } from './access.ts'

const MOST_DAYS = 400
const MOST_REGIONS = 200

type Services = Pick<CoreServices, 'registers'>
type RegionCount = { readonly regionId: number; readonly n: number }

const regionOf = async ({ registers }: Services, id: number) => {
  const region = (await registers.tree()).byId(id)
  if (region === undefined) throw new Error(`There is no region ${id}.`)
  return region
}

const defineParts = (builder: Builder, services: Services) => ({
  Day: builder.objectRef<DifferingHours>('CalendarDayChange').implement({
    access: CALENDAR_ACCESS,
    description: 'A day that differs between two versions.',
    fields: (t) => ({
      date: t.expose('date', { type: 'Date', description: 'The local date.' }),
      before: t.stringList({ description: 'Its hours before; none: a day off.', resolve: (it) => [...it.before] }),
      after: t.stringList({ description: 'Its hours after; none: a day off.', resolve: (it) => [...it.after] }),
    }),
  }),
  Region: builder.objectRef<RegionCount>('MovedCases').implement({
    access: CALENDAR_ACCESS,
    description: 'How many open cases of a region have a deadline that moves.',
    fields: (t) => ({
      region: t.field({
        type: 'Region',
        description: 'The region of their hall.',
        resolve: ({ regionId }) => regionOf(services, regionId),
      }),
      cases: t.exposeInt('n', { description: 'How many.' }),
    }),
  }),
  Deadline: builder.objectRef<MovedDeadline>('MovedDeadline').implement({
    access: CALENDAR_ACCESS,
    description: 'An open case whose deadline moves, old against new.',
    fields: (t) => ({
      caseId: t.exposeID('caseId', { description: 'The id of the case.' }),
      region: t.field({
        type: 'Region',
        description: 'The region of its hall.',
        resolve: ({ regionId }) => regionOf(services, regionId),
      }),
      acceptedAt: t.expose('acceptedAt', { type: 'DateTime', nullable: true, description: 'When it was accepted.' }),
      dueBefore: t.expose('dueBefore', { type: 'DateTime', nullable: true, description: 'The promised end before.' }),
      dueAfter: t.expose('dueAfter', { type: 'DateTime', nullable: true, description: 'The promised end after.' }),
      statutoryBefore: t.expose('statutoryBefore', {
        type: 'DateTime',
        nullable: true,
        description: 'The statutory end before.',
      }),
      statutoryAfter: t.expose('statutoryAfter', {
        type: 'DateTime',
        nullable: true,
        description: 'The statutory end after.',
      }),
    }),
  }),
})

/** Writes `CalendarMoves`. */
export const defineCalendarMoves = (builder: Builder, services: Services) => {
  const { Day, Region, Deadline } = defineParts(builder, services)
  return builder.objectRef<Moves>('CalendarMoves').implement({
    access: CALENDAR_ACCESS,
    description:
      'What a version moves on one calendar, its own or one that inherits from it. Deadlines in working days move by themselves: no case is touched for it.',
    fields: (t) => ({
      calendarId: t.id({ description: 'The calendar.', resolve: ({ affected }) => affected.id }),
      publishedUntil: t.field({
        type: 'Date',
        description: 'The first day that no notice covers, after.',
        resolve: ({ affected }) => affected.after.publishedUntil,
      }),
      firstDay: t.field({
        type: 'Date',
        nullable: true,
        description: 'The first day that differs; null when none does.',
        resolve: ({ affected }) => affected.days[0]?.date ?? null,
      }),
      days: t.field({
        type: [Day],
        description: 'The days that differ, at most 400.',
        resolve: ({ affected }) => affected.days.slice(0, MOST_DAYS).map(differingHours),
      }),
      cases: t.exposeInt('total', {
        description: 'How many open cases of the own range have a deadline in working days that moves.',
      }),
      regions: t.field({
        type: [Region],
        description: 'The same by region, most first, at most 200.',
        resolve: ({ regions }) => regions.slice(0, MOST_REGIONS),
      }),
      examples: t.field({
        type: [Deadline],
        description: 'The ten whose deadline comes first.',
        resolve: ({ examples }) => [...examples],
      }),
    }),
  })
}
