import type { Change } from '../../access/audit/change.ts'
import type { CoreServices } from '../../core-services.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { movesOf, type Moves } from './moved-deadlines.ts'
import type { CalendarDraft } from './calendar-draft.ts'
import { lockCalendars, planCalendar } from './plan-calendar.ts'
import { addCalendar, entryOfCalendar, jobsOf } from './save-calendar.ts'
import { viewOf, type CalendarView } from './select-calendars.ts'

export type Changing = Pick<CoreServices, 'registers' | 'clock'> & {
  readonly change: Change
  /** What the audit log calls it. */
  readonly action: string
  /** Who changes it, by name. */
  readonly by: string
  /** Whose cases are counted. */
  readonly range: ScopeRange
  /** Only say what would move. */
  readonly dryRun: boolean
}

export type ChangedCalendar = {
  readonly calendar: CalendarView | null
  readonly moves: readonly Moves[]
  /** How many cases are derived again, because not all of them moves by itself or days that have begun differ. */
  readonly derivedAgain: number
}

/**
 * Changes a calendar, or tries it: what moves is read before anything is written. The same again changes nothing.
 * @throws what `planCalendar` throws
 */
export const changeCalendar = async (
  draft: CalendarDraft,
  { registers, clock, change, action, by, range, dryRun }: Changing,
): Promise<ChangedCalendar> => {
  const [tree, now] = [await registers.tree(), await clock.now()]
  return change(action, async (trx, note) => {
    await lockCalendars(trx)
    const plan = await planCalendar(trx, draft, { tree, now, by })
    const moves: Moves[] = []
    for (const affected of plan.affected)
      moves.push(await movesOf(trx, affected, { ...range, organisationId: null, hallId: null }))
    const jobs = await jobsOf(trx, plan, now)
    if (!dryRun && !plan.isStored) {
      await addCalendar(trx, plan, jobs)
      note(entryOfCalendar(plan, draft.region))
    }
    const rows = await trx.selectFrom('core.calendar').selectAll().orderBy('revision', 'desc').execute()
    const all = rows.some(({ revision }) => revision === plan.row.revision) ? rows : [plan.row, ...rows]
    const { id, version } = plan.row
    return {
      calendar: viewOf(all, tree, { id, version }, range),
      moves,
      derivedAgain: jobs.reduce((sum, { total }) => sum + total, 0),
    }
  })
}
