import type { Selectable, Transaction } from 'kysely'
import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import type { RegionTree } from '../../registers/region-tree.ts'
import { toVersion } from '../calendars.ts'
import { affectedBy } from './affected-calendars.ts'
import { movesOf, type Moves } from './moved-deadlines.ts'
import type { CalendarView } from './select-calendars.ts'
import type { CalendarFindingTable, CalendarJobTable } from './tables.ts'

type Trx = Transaction<CoreTables>

/** How far a version has come on one calendar. */
export type CalendarJob = Selectable<CalendarJobTable>

/** What a version moved, and what it leaves to do. */
export type CalendarChanges = { readonly moves: readonly Moves[]; readonly jobs: readonly CalendarJob[] }

const MOST_FINDINGS = 200

/** What a saved version moves against the one before it, as of now, among the cases that somebody reaches. */
export const selectChanges = async (
  trx: Trx,
  tree: RegionTree,
  { row }: CalendarView,
  reach: Reach,
): Promise<CalendarChanges> => {
  const rows = await trx.selectFrom('core.calendar').selectAll().where('revision', '<=', row.revision).execute()
  const versions = rows.map((each) => toVersion(each, (id) => tree.byId(id)))
  const before = versions.filter(({ revision }) => revision < row.revision)
  const moves: Moves[] = []
  for (const added of versions.filter(({ revision }) => revision === row.revision)) {
    for (const affected of affectedBy(before, added)) moves.push(await movesOf(trx, affected, reach))
  }
  const jobs = await trx
    .selectFrom('core.calendarJob')
    .selectAll()
    .where('revision', '=', row.revision)
    .orderBy('calendarId')
    .execute()
  return { moves, jobs }
}

/** What a correction would change of what was said before, among the cases that somebody reaches; at most 200. */
export const selectFindings = (
  trx: Trx,
  { row }: CalendarView,
  reach: Reach,
): Promise<readonly Selectable<CalendarFindingTable>[]> =>
  trx
    .selectFrom('core.calendarFinding')
    .selectAll()
    .where('revision', '=', row.revision)
    .where(withinReach(reach, CASE_REACH))
    .orderBy('caseId')
    .orderBy('kind')
    .orderBy('about')
    .limit(MOST_FINDINGS)
    .execute()
