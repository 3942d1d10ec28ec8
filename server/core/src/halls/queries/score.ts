import { sql, type Selectable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { ScorePart } from '../rules/score.ts'
import type { Scored, ScoreMonthTable, ScoreTable } from '../score-tables.ts'
import type { Db } from './group.ts'

export type ScoreRow = Readonly<Selectable<ScoreTable>>
export type FrozenScore = ScoreRow & { readonly parts: readonly ScorePart[] }

const REACH = { hall: 'hall_id' } as const

/** Frozen scores of some regions or halls in a month, within reach, with their parts. */
export const selectScores = async (
  db: Db,
  reach: Reach,
  { kind, ids, month }: { readonly kind: Scored; readonly ids: readonly number[]; readonly month: string },
): Promise<readonly FrozenScore[]> => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('halls.score')
    .selectAll()
    .where(withinReach(reach, REACH))
    .where('month', '=', month)
    .where('kind', '=', kind)
    .where(sql<boolean>`subject_id = any(${ids})`)
    .execute()
  if (rows.length === 0) return []
  const parts = await db
    .selectFrom('halls.scorePart')
    .selectAll()
    .where(withinReach(reach, REACH))
    .where(sql<boolean>`area_code = any(${[...new Set(rows.map(({ areaCode }) => areaCode))]})`)
    .where(sql<boolean>`score_id = any(${rows.map(({ id }) => id)}::uuid[])`)
    .orderBy('at')
    .execute()
  const byScore = Map.groupBy(parts, ({ scoreId }) => scoreId)
  return rows.map((row) => ({ ...row, parts: byScore.get(row.id) ?? [] }))
}

/** What others of the same level in the same region came to. In the scope of the engine: place and quartiles only go out. */
export const selectPeerValues = async (db: Db, own: ScoreRow): Promise<readonly number[]> => {
  if (own.peersIn === null) return []
  const rows = await db
    .selectFrom('halls.score')
    .select('value')
    .where('month', '=', own.month)
    .where('kind', '=', own.kind)
    .where('peersIn', '=', own.peersIn)
    .where('level', '=', own.level)
    .where('subjectId', '<>', own.subjectId)
    .where('value', 'is not', null)
    .execute()
  return rows.flatMap(({ value }) => (value === null ? [] : [value]))
}

/** Which of a month are frozen already, as `REGION 12`. In the scope of the engine. */
export const selectFrozen = async (
  db: Db,
  month: string,
  { lo, hi }: Pick<Reach, 'lo' | 'hi'>,
): Promise<ReadonlySet<string>> => {
  const rows = await db
    .selectFrom('halls.score')
    .select(['kind', 'subjectId'])
    .where('month', '=', month)
    .where('scopeKey', '>=', lo)
    .where('scopeKey', '<', hi)
    .execute()
  return new Set(rows.map(({ kind, subjectId }) => `${kind} ${subjectId}`))
}

/** Freezes scores; of what is frozen already nothing changes. In the scope of the engine. */
export const insertScores = async (db: Db, scores: readonly FrozenScore[]): Promise<void> => {
  if (scores.length === 0) return
  const kept = await db
    .insertInto('halls.score')
    .values(scores.map(({ parts: _parts, ...row }) => row))
    .onConflict((on) => on.columns(['areaCode', 'month', 'kind', 'subjectId']).doNothing())
    .returning('id')
    .execute()
  const ids = new Set(kept.map(({ id }) => id))
  const parts = scores
    .filter(({ id }) => ids.has(id))
    .flatMap(({ id, areaCode, scopeKey, hallId, parts: own }) =>
      own.map((part, at) => ({ ...part, scoreId: id, areaCode, scopeKey, hallId, at })),
    )
  if (parts.length > 0) await db.insertInto('halls.scorePart').values(parts).execute()
}

/** Months of a province of which everything is frozen. */
export const selectMonths = async (db: Db, regionId: number): Promise<ReadonlySet<string>> => {
  const rows = await db.selectFrom('halls.scoreMonth').select('month').where('regionId', '=', regionId).execute()
  return new Set(rows.map(({ month }) => month))
}

export const insertMonth = async (db: Db, row: Selectable<ScoreMonthTable>): Promise<void> => {
  await db
    .insertInto('halls.scoreMonth')
    .values(row)
    .onConflict((on) => on.columns(['regionId', 'month']).doNothing())
    .execute()
}
