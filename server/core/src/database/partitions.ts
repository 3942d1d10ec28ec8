import { sql } from 'kysely'
import type { Kysely } from 'kysely'

import { closeTable } from './policies.ts'

const lockKey = 4_300_002
const firstMonth = '2000-01'
const yearsAhead = 2
const dayPattern = /^\d{4}-(0[1-9]|1[0-2])-\d{2}$/

/** A day outside the months that a case may have been opened in; nothing was written. */
export class DayOutOfRange extends RangeError {
  override readonly name = 'DayOutOfRange'
  readonly code = 'DAY_OUT_OF_RANGE'
  readonly day: string
  constructor(day: string) {
    super(`${day} lies outside the months that records may fall in (from ${firstMonth} to two years ahead).`)
    this.day = day
  }
}

/** Whether records may fall on a local date 'YYYY-MM-DD', seen from another (today). */
export function isAllowedDay(day: string, today: string): boolean {
  return (
    dayPattern.test(day) &&
    day.slice(0, 7) >= firstMonth &&
    day.slice(0, 4) <= String(Number(today.slice(0, 4)) + yearsAhead)
  )
}

/** Makes monthly partitions where they are missing; remembers what is there. */
export type MonthPartitions = (table: string, days: Iterable<string>) => Promise<void>

/**
 * For tables partitioned by a date: `ensure('core.case', days)` before the batch that writes those days.
 * Runs on the owner's connection; any number of processes may do it at once. Throws DayOutOfRange.
 */
export function monthPartitions<Tables>(owner: Kysely<Tables>): MonthPartitions {
  const known = new Set<string>()
  return async (table, days) => {
    const missing = [...new Set(Array.from(days, (day) => partitionMonth(day)))]
      .filter((month) => !known.has(`${table} ${month}`))
      .sort()
    if (missing.length === 0) return
    await createPartitions(owner, table, missing)
    for (const month of missing) known.add(`${table} ${month}`)
  }
}

function partitionMonth(day: string): string {
  if (!isAllowedDay(day, new Date().toISOString())) throw new DayOutOfRange(day)
  return day.slice(0, 7)
}

async function createPartitions<Tables>(owner: Kysely<Tables>, table: string, months: string[]): Promise<void> {
  const [schema = '', name = ''] = table.replaceAll('"', '').split('.')
  await owner.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${lockKey})`.execute(trx)
    for (const month of months) {
      const partition = `${schema}.${name}_p${month.replace('-', '')}`
      const found = await sql<{ there: boolean }>`select to_regclass(${partition}) is not null as there`.execute(trx)
      if (!found.rows[0]?.there) await createPartition(trx, { schema, name, partition, month })
    }
  })
}

type NewPartition = { schema: string; name: string; partition: string; month: string }

/** Made apart and then attached: that waits for no reader, where `partition of` would lock them all out. */
async function createPartition<Tables>(trx: Kysely<Tables>, { schema, name, partition, month }: NewPartition) {
  const parent = sql.id(schema, name)
  await sql`create table ${sql.raw(partition)} (like ${parent} including defaults including generated including constraints)`.execute(
    trx,
  )
  await closeTable(trx, partition)
  await sql`alter table ${parent} attach partition ${sql.raw(partition)}
    for values from (${sql.lit(`${month}-01`)}) to (${sql.lit(`${nextMonth(month)}-01`)})`.execute(trx)
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}
