import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CaseRecord } from '../cases/record.ts'
import type { Database } from '../database/database.ts'
import type { CoreTables } from '../database/tables.ts'
import type { CaseMeasure } from '../plugin.ts'
import { caseDeltas } from './case-measure.ts'
import { insertDeltas } from './deltas.ts'

const PAGE = 5_000

/**
 * Counts measures that an upgrade brings over the cases that are there already, once, before anything changes a case:
 * from then on the differences of each change hold. Processes that start together wait for the one that counts.
 */
export const countNewMeasures = (
  database: Pick<Database, 'withScope'>,
  measures: readonly CaseMeasure[],
): Promise<void> =>
  database.withScope({ mode: 'engine' }, async (trx) => {
    if ((await uncounted(trx, measures)).length === 0) return
    await sql`select pg_advisory_xact_lock(hashtextextended('core.counted_measure', 0))`.execute(trx)
    const fresh = await uncounted(trx, measures)
    if (fresh.length === 0) return
    await countAll(trx, fresh)
    await trx
      .insertInto('core.countedMeasure')
      .values(fresh.map(({ code }) => ({ code })))
      .execute()
  })

const uncounted = async (trx: Transaction<CoreTables>, measures: readonly CaseMeasure[]) => {
  const counted = new Set(
    (await trx.selectFrom('core.countedMeasure').select('code').execute()).map(({ code }) => code),
  )
  return measures.filter(({ code }) => !counted.has(code))
}

const countAll = async (trx: Transaction<CoreTables>, measures: readonly CaseMeasure[]): Promise<void> => {
  let after: Pick<CaseRecord, 'areaCode' | 'openedOn' | 'caseId'> | undefined
  do {
    const { rows }: { rows: CaseRecord[] } = await sql<CaseRecord>`select * from core."case"
      ${after === undefined ? sql`` : sql`where (area_code, opened_on, case_id) > (${after.areaCode}, ${after.openedOn}::date, ${after.caseId}::uuid)`}
      order by area_code, opened_on, case_id limit ${PAGE}`.execute(trx)
    await insertDeltas(
      trx,
      rows.flatMap((record) => caseDeltas(measures, null, record)),
    )
    after = rows.length < PAGE ? undefined : rows.at(-1)
  } while (after !== undefined)
}
