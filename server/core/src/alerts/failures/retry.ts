import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CaseEngine } from '../../cases/engine.ts'
import { rederiveCases } from '../../cases/rederive.ts'
import { unnest } from '../../database/bulk.ts'
import type { CoreTables } from '../../database/tables.ts'
import { AT_ONCE } from '../subjects/check-terms.ts'
import type { FailedClockTable } from './tables.ts'

type Trx = Transaction<CoreTables>
type Due = Pick<FailedClockTable, 'areaCode' | 'openedOn' | 'caseId' | 'clock' | 'subject' | 'historical'>

const BATCH = 200
const KEY_TYPES = { areaCode: 'int', openedOn: 'date', caseId: 'uuid', clock: 'text' } as const

/**
 * Tries again what could not be worked out and is due for it: cases here, clocks of records by having the engine look at
 * them at once. Returns how many cases it tried. Level-triggered: what still fails waits longer, what is mended is
 * raised with the instants at which it was due.
 */
export const retryFailed = async (
  trx: Trx,
  engine: CaseEngine,
  clocks: readonly { readonly code: string }[],
  now: Date,
): Promise<number> => {
  const codes = clocks.map(({ code }) => code)
  const { rows } = await sql<Due>`select area_code, opened_on, case_id, clock, subject, historical
    from core.failed_clock where retry_at <= ${now} and (subject = 'case' or clock = any(${codes}))
    order by retry_at, case_id limit ${BATCH}`.execute(trx)
  if (rows.length === 0) return 0
  await wakeRecords(
    trx,
    rows.filter(({ subject }) => subject !== 'case'),
  )
  const ofCases = rows.filter(({ subject }) => subject === 'case')
  const cases = [...new Map(ofCases.map((row) => [row.caseId, row])).values()]
  for (const historical of [false, true]) {
    const keys = cases.filter((each) => each.historical === historical)
    await rederiveCases(trx, engine, keys, now, historical)
  }
  return cases.length
}

const wakeRecords = async (trx: Trx, rows: readonly Due[]): Promise<void> => {
  if (rows.length === 0) return
  const keys = rows.map(({ areaCode, openedOn, caseId, clock }) => ({ areaCode, openedOn, caseId, clock }))
  await sql`update core.clock_subject s set continuous_threshold = ${AT_ONCE} from ${unnest(KEY_TYPES, keys, 'k')}
    where s.area_code = k.area_code and s.opened_on = k.opened_on and s.record_id = k.case_id and s.clock = k.clock`.execute(
    trx,
  )
}
