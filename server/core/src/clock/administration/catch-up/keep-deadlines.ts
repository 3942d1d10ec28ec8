import { sql, type Transaction } from 'kysely'
import { unnest } from '../../../database/bulk.ts'
import type { CoreTables } from '../../../database/tables.ts'
import type { Due } from '../../types.ts'
import type { CorrectedCase } from './findings.ts'

const TYPES = {
  areaCode: 'int',
  openedOn: 'date',
  caseId: 'uuid',
  dueCalendar: 'text',
  dueW: 'bigint',
  statutoryDueCalendar: 'text',
  statutoryDueW: 'bigint',
} as const

type Kept = { -readonly [Column in keyof typeof TYPES]: string | number | null }

/**
 * Lets cases that have ended keep the deadlines that were shown of them: work time is another from a corrected day on,
 * so they are written in the new one, or as an instant where the new version would put them elsewhere. Whether they were
 * in time stays as it was said.
 */
export const keepDeadlines = async (
  trx: Transaction<CoreTables>,
  corrected: readonly CorrectedCase[],
): Promise<void> => {
  if (corrected.length === 0) return
  const rows = corrected.map(({ before, was, now }): Kept => {
    const { areaCode, openedOn, caseId } = before
    const [due, statutory] = [keep(was.due, now.due), keep(was.statutoryDue, now.statutoryDue)]
    return {
      areaCode,
      openedOn,
      caseId,
      dueCalendar: due?.calendar ?? null,
      dueW: due?.threshold ?? null,
      statutoryDueCalendar: statutory?.calendar ?? null,
      statutoryDueW: statutory?.threshold ?? null,
    }
  })
  await sql`update core."case" c set due_calendar = k.due_calendar, due_w = k.due_w,
      statutory_due_calendar = k.statutory_due_calendar, statutory_due_w = k.statutory_due_w
    from ${unnest<Kept>(TYPES, rows, 'k')}
    where c.area_code = k.area_code and c.opened_on = k.opened_on and c.case_id = k.case_id`.execute(trx)
}

const keep = (was: Due | null, now: Due | null): Pick<Due, 'calendar' | 'threshold'> | null => {
  if (was === null || was.dueAt.getTime() === now?.dueAt.getTime()) return now
  return { calendar: 'continuous', threshold: was.dueAt.getTime() }
}
