import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CaseEngine } from '../cases/engine.ts'
import type { CaseKey } from '../cases/case-id.ts'
import { rederiveCases } from '../cases/rederive.ts'
import { CONTINUOUS } from '../clock/calendar.ts'
import { workTime } from '../clock/work-time.ts'
import type { CoreTables } from '../database/tables.ts'

const BATCH = 1_000

/**
 * Takes the cases whose next threshold has passed, raises what is due and stores the threshold after it, in one
 * transaction; returns how many were due. Level-triggered: what an outage missed is simply still there. One index probe
 * per calendar when nothing is due.
 */
export const passThresholds = async (trx: Transaction<CoreTables>, engine: CaseEngine, now: Date): Promise<number> => {
  const due: CaseKey[] = []
  for (const calendar of [...engine.calendars.all, CONTINUOUS]) {
    if (due.length >= BATCH) break
    due.push(...(await selectDue(trx, calendar.id, workTime(calendar, now), BATCH - due.length)))
  }
  const keys = [...new Map(due.map((key) => [key.caseId, key])).values()]
  await rederiveCases(trx, engine, keys, now)
  return keys.length
}

const selectDue = async (
  trx: Transaction<CoreTables>,
  calendarId: string,
  w: number,
  limit: number,
): Promise<readonly CaseKey[]> => {
  const { rows } = await sql<CaseKey>`select area_code, opened_on, case_id from core.threshold
    where calendar_id = ${calendarId} and threshold < ${w} order by threshold limit ${limit}`.execute(trx)
  return rows
}
