import { readerScope } from '../../../access/scope.ts'
import type { CoreServices } from '../../../core-services.ts'
import type { Builder } from '../../../graphql/builder.ts'
import { fault } from '../../../graphql/fault.ts'
import { wholeWithin } from '../../../registers/graphql/within.ts'
import { selectCalendar, selectCalendars } from '../select-calendars.ts'
import { CALENDAR_ACCESS } from './access.ts'
import type { defineCalendar } from './calendar-type.ts'

const authScopes = CALENDAR_ACCESS

/** Writes the queries `calendars` and `calendar`. */
export const defineCalendarQueries = (
  builder: Builder,
  { registers }: Pick<CoreServices, 'registers'>,
  Calendar: ReturnType<typeof defineCalendar>,
): void => {
  builder.queryField('calendars', (t) =>
    t.field({
      type: [Calendar],
      description:
        'The newest version of each calendar of a region, of those above it and of all within it; wide ones first.',
      authScopes,
      args: { within: t.arg({ type: 'RegionCode', required: true, description: 'The region, in the own range.' }) },
      resolve: async (_root, { within }, { principal, read }) => {
        const tree = await registers.tree()
        const region = wholeWithin(tree, principal, within)
        if (region === undefined) throw fault('NOT_FOUND', { value: within }, ['within'])
        const range = { lo: region.scopeKey, hi: region.scopeEnd }
        return [...(await read((trx) => selectCalendars(trx, tree, range)))]
      },
    }),
  )
  builder.queryField('calendar', (t) =>
    t.field({
      type: Calendar,
      nullable: true,
      description: 'A version of a calendar; null when there is none that concerns the own range.',
      authScopes,
      args: {
        id: t.arg.id({ required: true, description: 'The id of the calendar.' }),
        version: t.arg.int({ description: 'Its number; the newest unless told.' }),
      },
      resolve: async (_root, { id, version = null }, { principal, read }) => {
        const tree = await registers.tree()
        return read((trx) => selectCalendar(trx, tree, { id, version }, readerScope(principal)))
      },
    }),
  )
}
