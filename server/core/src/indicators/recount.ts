import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CaseRecord } from '../cases/record.ts'
import type { CoreTables } from '../database/tables.ts'
import { CASE_REACH, withinReach } from '../access/reach-condition.ts'
import type { Reach } from '../graphql/context.ts'
import type { CaseMeasure } from '../plugin.ts'
import type { Period } from './period.ts'

/** A measure counted again from the records themselves, not from totals. */
export type Recounted = {
  readonly regionId: number
  readonly scopeKey: number
  readonly measure: string
  readonly day: string
  readonly source: string
  readonly n: number
}

const PAGE = 5_000

/**
 * Counts cases again by region, measure and day: what totals below the county are read from inside a month, and what
 * `rollupCheck` compares all totals with. Reads each case in reach that ended, began or fell due in the period.
 */
export const recountCases = async (
  trx: Transaction<CoreTables>,
  measures: readonly CaseMeasure[],
  reach: Reach,
  { from, to }: Period,
  source: string | null,
): Promise<readonly Recounted[]> => {
  const sums = new Map<string, Recounted & { n: number }>()
  const [start, end] = [`${from}T00:00:00+08:00`, `${to}T00:00:00+08:00`]
  let after: { areaCode: number; openedOn: string; caseId: string } | null = null
  for (;;) {
    const { rows }: { rows: CaseRecord[] } = await sql<CaseRecord>`select * from core."case"
      where ${withinReach(reach, CASE_REACH)}
        and ((accepted_at >= ${start} and accepted_at < ${end}) or (ended_at >= ${start} and ended_at < ${end})
          or (overdue_at >= ${start} and overdue_at < ${end}) or (yellow_at >= ${start} and yellow_at < ${end})
          or (red_at >= ${start} and red_at < ${end}))
        ${source === null ? sql`` : sql`and source = ${source}`}
        ${after === null ? sql`` : sql`and (area_code, opened_on, case_id) > (${after.areaCode}, ${after.openedOn}::date, ${after.caseId}::uuid)`}
      order by area_code, opened_on, case_id limit ${PAGE}`.execute(trx)
    for (const record of rows) {
      for (const { code, count } of measures) {
        for (const { day, n } of count(record)) {
          if (day < from || day >= to) continue
          const key = `${record.regionId}\n${code}\n${day}\n${record.source}`
          const sum = sums.get(key)
          if (sum) sum.n += n
          else
            sums.set(key, {
              regionId: record.regionId,
              scopeKey: record.scopeKey,
              measure: code,
              day,
              source: record.source,
              n,
            })
        }
      }
    }
    const last: CaseRecord | undefined = rows.at(-1)
    if (rows.length < PAGE || last === undefined) return [...sums.values()]
    after = last
  }
}
