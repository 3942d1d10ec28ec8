import { withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql, type Selectable } from 'kysely'
import type { Efficiency, ReportTable } from '../tables.ts'

type Db = PluginTransaction<Efficiency>

/** A published report, its figures still as JSON. */
export type ReportRow = Readonly<Selectable<ReportTable>>

const KEY = { key: 'efficiency.report.scope_key' } as const

const COUNT_UP_TO = 10_000

/** The reports of a region and of what lies within it, those published last first; `after` is the id of the last one seen. */
export async function selectReports(
  db: Db,
  reach: Reach,
  { limit, after }: { readonly limit: number; readonly after: number | null },
): Promise<readonly ReportRow[]> {
  return db
    .selectFrom('efficiency.report')
    .selectAll()
    .where(withinReach(reach, KEY))
    .$if(after !== null, (query) => query.where('id', '<', after ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Which reports were replaced, and by which. */
export async function selectSuccessors(
  db: Db,
  reach: Reach,
  ids: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('efficiency.report')
    .select(['id', 'replaces'])
    .where('replaces', 'in', [...ids])
    .where(withinReach(reach, KEY))
    .execute()
  return new Map(rows.flatMap(({ id, replaces }) => (replaces === null ? [] : [[replaces, id]])))
}

/** How many there are, counted up to 10,000. */
export async function countReports(db: Db, reach: Reach): Promise<number> {
  const some = db.selectFrom('efficiency.report').select('id').where(withinReach(reach, KEY)).limit(COUNT_UP_TO)
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirst()
  return row?.n ?? 0
}

/** One report that somebody reaches. */
export async function selectReport(db: Db, reach: Reach, id: number): Promise<ReportRow | undefined> {
  return db
    .selectFrom('efficiency.report')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach, KEY))
    .executeTakeFirst()
}

/** A region and a period: what there are editions of. */
export type ReportSubject = Pick<ReportRow, 'regionId' | 'fromDay' | 'toDay'>

/** From here on nobody else publishes an edition of this, until the transaction ends. */
export async function lockEditions(db: Db, { regionId, fromDay, toDay }: ReportSubject): Promise<void> {
  const name = `efficiency.report ${regionId} ${fromDay} ${toDay}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db)
}

/** The newest edition of a region and period. */
export async function selectNewestEdition(
  db: Db,
  reach: Reach,
  { regionId, fromDay, toDay }: ReportSubject,
): Promise<Pick<ReportRow, 'id' | 'edition'> | undefined> {
  return db
    .selectFrom('efficiency.report')
    .select(['id', 'edition'])
    .where('regionId', '=', regionId)
    .where('fromDay', '=', fromDay)
    .where('toDay', '=', toDay)
    .where(withinReach(reach, KEY))
    .orderBy('edition', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Keeps a report and gives its id. */
export async function insertReport(db: Db, row: Omit<ReportRow, 'id'>): Promise<number> {
  const { id } = await db.insertInto('efficiency.report').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}
