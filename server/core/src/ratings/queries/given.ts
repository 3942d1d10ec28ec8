import { sql, type Selectable } from 'kysely'
import { columnList, unnest, type ColumnTypes } from '../../database/bulk.ts'
import type { PluginTransaction } from '../../plugin.ts'
import type { RatingKind } from '../contract.ts'
import type { GivenTable, Ratings, RepeatTable } from '../tables.ts'

type Db = PluginTransaction<Ratings>

/** How a rating was given. */
export type GivenRow = Readonly<Selectable<GivenTable>>

const TYPES: ColumnTypes<GivenTable> = {
  areaCode: 'int',
  caseId: 'uuid',
  kind: 'text',
  openedOn: 'date',
  ratingId: 'uuid',
  scopeKey: 'bigint',
  hallId: 'int',
  organisationId: 'int',
  windowId: 'int',
  givenAt: 'timestamptz',
  receivedAt: 'timestamptz',
  caseEndedAt: 'timestamptz',
  endedBefore: 'boolean',
  source: 'text',
  externalId: 'text',
  contentHash: 'text',
  deviceHash: 'bytea',
  addressHash: 'bytea',
  words: 'text',
}

/** Keeps how ratings were given; answers the ids of those whose service had none of the kind. */
export async function insertGiven(db: Db, rows: readonly GivenRow[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set()
  const { rows: taken } = await sql<{ ratingId: string }>`insert into ratings.given (${columnList(TYPES)})
    select * from ${unnest(TYPES, rows)} on conflict do nothing returning rating_id`.execute(db)
  return new Set(taken.map(({ ratingId }) => ratingId))
}

/** What names the rating of a service. */
export type ServiceKey = { readonly areaCode: number; readonly caseId: string; readonly kind: RatingKind }

const KEY_TYPES: ColumnTypes<ServiceKey> = { areaCode: 'int', caseId: 'uuid', kind: 'text' }

/** What is kept of some services. In the scope of the engine. */
export async function selectGiven(db: Db, keys: readonly ServiceKey[]): Promise<readonly GivenRow[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<GivenRow>`select g.* from ${unnest<ServiceKey>(KEY_TYPES, keys, 'k')}
    join ratings.given g on g.area_code = k.area_code and g.case_id = k.case_id and g.kind = k.kind`.execute(db)
  return rows
}

/** How some ratings were given, by their ids. In the scope of the engine. */
export async function selectGivenOf(db: Db, ratingIds: readonly string[]): Promise<readonly GivenRow[]> {
  if (ratingIds.length === 0) return []
  const { rows } = await sql<GivenRow>`select * from ratings.given
    where rating_id = any(${ratingIds}::uuid[])`.execute(db)
  return rows
}

/** When a case ended. */
export type CaseEnd = Omit<ServiceKey, 'kind'> & { readonly endedAt: Date }

const END_TYPES: ColumnTypes<CaseEnd> = { areaCode: 'int', caseId: 'uuid', endedAt: 'timestamptz' }

/** Notes when cases ended that were rated before; answers those ratings, each once. */
export async function noteEnds(
  db: Db,
  ends: readonly CaseEnd[],
): Promise<readonly { readonly ratingId: string; readonly endedAt: Date }[]> {
  if (ends.length === 0) return []
  const { rows } = await sql<{ ratingId: string; endedAt: Date }>`update ratings.given g set case_ended_at = k.ended_at
    from ${unnest<CaseEnd>(END_TYPES, ends, 'k')}
    where g.area_code = k.area_code and g.case_id = k.case_id and g.kind = 'FIRST' and g.case_ended_at is null
    returning g.rating_id, g.case_ended_at as ended_at`.execute(db)
  return rows
}

/** Notes a rating that was refused, because the service had one; once. */
export async function insertRepeats(db: Db, rows: readonly RepeatTable[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('ratings.repeat')
    .values([...rows])
    .onConflict((on) => on.doNothing())
    .execute()
}

/** Uses a token up; false when it was used before. Whoever uses it at the same time waits for this transaction. */
export async function useToken(db: Db, digest: Buffer, usedAt: Date, expiresAt: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('ratings.token')
    .values({ digest, usedAt, expiresAt })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Whether a token was used. In the scope of the engine. */
export async function isTokenUsed(db: Db, digest: Buffer): Promise<boolean> {
  const row = await db.selectFrom('ratings.token').select('usedAt').where('digest', '=', digest).executeTakeFirst()
  return row !== undefined
}

/** Removes the tokens that could no longer be used at a time, used or not. In the scope of the engine. */
export async function deleteTokensOver(db: Db, at: Date): Promise<void> {
  await db.deleteFrom('ratings.token').where('expiresAt', '<=', at).execute()
}
