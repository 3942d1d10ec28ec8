import { readerScope } from '../../../access/scope.ts'
import type { CoreServices } from '../../../core-services.ts'
import type { Builder } from '../../../graphql/builder.ts'
import type { RequestContext } from '../../../graphql/context.ts'
import { readWithin } from '../../../registers/graphql/within.ts'
import { selectProvisionalCards } from '../provisional-cards.ts'
import { selectCalendar, type CalendarView } from '../select-calendars.ts'
import { selectChanges, selectFindings } from '../select-changes.ts'
import { CALENDAR_ACCESS } from './access.ts'
import { defineCalendarChanges, defineCalendarFinding, defineProvisionalCard } from './calendar-changes.ts'
import type { defineCalendarMoves } from './calendar-moves.ts'

type Services = Pick<CoreServices, 'registers' | 'clock' | 'openEngine'>
type Asked = { readonly id: string; readonly version?: number | null | undefined }

const TEXTS = { id: 'The id of the calendar.', version: 'Its number; the newest unless told.' } as const

/** Writes the queries `calendarChanges`, `calendarFindings` and `provisionalCards`. */
export const defineChangeQueries = (
  builder: Builder,
  { registers, clock, openEngine }: Services,
  CalendarMoves: ReturnType<typeof defineCalendarMoves>,
): void => {
  const viewOf = async ({ principal, read }: RequestContext, { id, version = null }: Asked) => {
    const tree = await registers.tree()
    return read((trx) => selectCalendar(trx, tree, { id, version }, readerScope(principal)))
  }
  const Changes = defineCalendarChanges(builder, CalendarMoves)
  const Finding = defineCalendarFinding(builder)
  const Card = defineProvisionalCard(builder)
  builder.queryField('calendarChanges', (t) =>
    t.field({
      type: Changes,
      nullable: true,
      description:
        'What a version of a calendar moved, old against new, and how far the job behind it is; null when there is no such version that concerns the own range.',
      authScopes: CALENDAR_ACCESS,
      args: {
        id: t.arg.id({ required: true, description: TEXTS.id }),
        version: t.arg.int({ description: TEXTS.version }),
      },
      resolve: async (_root, asked, context) => {
        const [view, tree] = [await viewOf(context, asked), await registers.tree()]
        const reach = readerScope(context.principal)
        return view === null ? null : context.read((trx) => selectChanges(trx, tree, view, reach))
      },
    }),
  )
  builder.queryField('calendarFindings', (t) =>
    t.field({
      type: [Finding],
      description:
        'What a correction of days that had passed would change of what was said of cases of the own range; at most 200. None for a version that is not there.',
      authScopes: { permission: 'core.read' },
      args: {
        id: t.arg.id({ required: true, description: TEXTS.id }),
        version: t.arg.int({ description: TEXTS.version }),
      },
      resolve: async (_root, asked, context) => {
        const view: CalendarView | null = await viewOf(context, asked)
        const reach = readerScope(context.principal)
        return view === null ? [] : [...(await context.read((trx) => selectFindings(trx, view, reach)))]
      },
    }),
  )
  builder.queryField('provisionalCards', (t) =>
    t.field({
      type: [Card],
      description:
        'The cards that wait since they rested on days without a notice and of which the notice is out by now, each with what it says of them; at most 200.',
      authScopes: { permission: 'core.read' },
      args: { within: t.arg({ type: 'RegionCode', required: true, description: 'The region, in the own range.' }) },
      resolve: async (_root, { within }, { principal, read }) => {
        const { scopeKey, scopeEnd } = readWithin(await registers.tree(), principal, within)
        const reach = readerScope(principal, { lo: scopeKey, hi: scopeEnd }, within)
        const [engine, now] = [await openEngine(), await clock.now()]
        return [...(await read((trx) => selectProvisionalCards(trx, engine, reach, now)))]
      },
    }),
  )
}
