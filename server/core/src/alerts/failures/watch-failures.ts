import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { encodeCaseId } from '../../cases/case-id.ts'
import type { CoreTables } from '../../database/tables.ts'
import { closeEngineAlert, openEngineAlert } from '../engine-alerts.ts'
import { FAILURE_KINDS } from './failure.ts'
import type { FailedClockTable } from './tables.ts'

type Failing = Pick<FailedClockTable, 'kind' | 'about' | 'message' | 'areaCode' | 'openedOn' | 'caseId' | 'subject'> & {
  readonly n: number
}

/**
 * Opens an alert about the engine for each clock that throws and each calendar that is too short, with how many stand
 * and the first of them; closes those of what works again.
 */
export const watchFailures = async (trx: Transaction<CoreTables>, now: Date): Promise<void> => {
  const { rows } =
    await sql<Failing>`select distinct on (kind, about) kind, about, message, area_code, opened_on, case_id,
      subject, count(*) over (partition by kind, about)::int as n
    from core.failed_clock order by kind, about, failed_at, case_id`.execute(trx)
  for (const failing of rows) {
    const { kind, about, message, n, subject } = failing
    const first = subject === 'case' ? encodeCaseId(failing) : subject
    await openEngineAlert(trx, kind, about, { n, first, message }, now)
  }
  const failing = new Set(rows.map(({ kind, about }) => `${kind} ${about}`))
  const open = await trx
    .selectFrom('core.engineAlert')
    .select(['code', 'subject'])
    .where('code', 'in', FAILURE_KINDS)
    .where('closedAt', 'is', null)
    .execute()
  for (const { code, subject } of open) {
    if (!failing.has(`${code} ${subject}`)) await closeEngineAlert(trx, code, subject, now)
  }
}
