import { sql, type RawBuilder, type Selectable, type Updateable } from 'kysely'
import { withinReach, CASE_REACH } from '../../access/reach-condition.ts'
import { columnList, unnest, type ColumnTypes } from '../../database/bulk.ts'
import type { Reach } from '../../graphql/context.ts'
import type { PluginTransaction } from '../../plugin.ts'
import type { RatingChannel, RatingKind, RatingVerdict } from '../contract.ts'
import type { Ratings, RatingTable } from '../tables.ts'

type Db = PluginTransaction<Ratings>

/** A rating as the rated may know it. */
export type RatingRow = Readonly<Selectable<RatingTable>>

const TYPES: ColumnTypes<RatingTable> = {
  areaCode: 'int',
  regionId: 'int',
  scopeKey: 'bigint',
  organisationId: 'int',
  hallId: 'int',
  id: 'uuid',
  windowId: 'int',
  matterId: 'int',
  day: 'date',
  kind: 'text',
  channel: 'text',
  caseChannel: 'text',
  caseSource: 'text',
  grade: 'smallint',
  isDefault: 'boolean',
  isSatisfied: 'boolean',
  version: 'smallint',
  tags: 'text',
  items: 'text',
  hasWords: 'boolean',
  isRealName: 'boolean',
  verdict: 'text',
  answeredDay: 'date',
}

/** Keeps ratings in one statement. */
export async function insertRatings(db: Db, rows: readonly RatingRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into ratings.rating (${columnList(TYPES)}) select * from ${unnest(TYPES, rows)}
    returning area_code`.execute(db)
}

/** Which ratings are asked for. */
export type RatingFilter = {
  readonly grades: readonly number[] | null
  readonly channels: readonly RatingChannel[] | null
  readonly kind: RatingKind | null
  readonly isDefault: boolean | null
  readonly verdicts: readonly RatingVerdict[] | null
  /** Days, the first and the one after the last. */
  readonly from: string | null
  readonly to: string | null
  readonly organisationId: number | null
  readonly hallId: number | null
}

/** Where a page begins: after this one. */
export type RatingPlace = { readonly day: string; readonly id: string }

const COLUMNS = { key: 'r.scope_key', organisation: 'r.organisation_id', hall: 'r.hall_id' } as const

const wanted = (reach: Reach, filter: RatingFilter): RawBuilder<unknown> => {
  const { grades, channels, kind, isDefault, verdicts, from, to, organisationId, hallId } = filter
  const conditions: RawBuilder<unknown>[] = [withinReach(reach, COLUMNS)]
  if (grades !== null) conditions.push(sql`r.grade = any(${[...grades]}::smallint[])`)
  if (channels !== null) conditions.push(sql`r.channel = any(${[...channels]}::text[])`)
  if (kind !== null) conditions.push(sql`r.kind = ${kind}`)
  if (isDefault !== null) conditions.push(sql`r.is_default = ${isDefault}`)
  if (verdicts !== null) conditions.push(sql`r.verdict = any(${[...verdicts]}::text[])`)
  if (from !== null) conditions.push(sql`r.day >= ${from}::date`)
  if (to !== null) conditions.push(sql`r.day < ${to}::date`)
  if (organisationId !== null) conditions.push(sql`r.organisation_id = ${organisationId}`)
  if (hallId !== null) conditions.push(sql`r.hall_id = ${hallId}`)
  return sql.join(conditions, sql` and `)
}

/** Ratings within reach, the newest day first. */
export async function selectRatings(
  db: Db,
  reach: Reach,
  filter: RatingFilter,
  { limit, after }: { readonly limit: number; readonly after: RatingPlace | null },
): Promise<readonly RatingRow[]> {
  const from = after === null ? sql`` : sql`and (r.day, r.id) < (${after.day}::date, ${after.id}::uuid)`
  const { rows } = await sql<RatingRow>`select r.* from ratings.rating r
    where ${wanted(reach, filter)} ${from} order by r.day desc, r.id desc limit ${limit}`.execute(db)
  return rows
}

const COUNT_UP_TO = 10_000

/** How many there are, counted up to 10,000. */
export async function countRatings(db: Db, reach: Reach, filter: RatingFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select
    from ratings.rating r where ${wanted(reach, filter)} limit ${COUNT_UP_TO}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** One rating within reach. */
export async function selectRating(db: Db, reach: Reach, id: string): Promise<RatingRow | undefined> {
  return db
    .selectFrom('ratings.rating')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach, CASE_REACH))
    .executeTakeFirst()
}

/** Writes what became of a rating, and gives it as it was before and is then. In the scope of the engine. */
export async function changeRating(
  db: Db,
  id: string,
  changed: Updateable<RatingTable>,
): Promise<{ readonly before: RatingRow; readonly after: RatingRow }> {
  const before = await db
    .selectFrom('ratings.rating')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  await db
    .updateTable('ratings.rating')
    .set(changed)
    .where('areaCode', '=', before.areaCode)
    .where('id', '=', id)
    .execute()
  return { before, after: { ...before, ...(changed as Partial<RatingRow>) } }
}
