import type { Selectable } from 'kysely'
import type { Weighted } from '../rules/score.ts'
import type { ScoreWeightsTable } from '../score-tables.ts'
import type { Db } from './group.ts'

/** A version of weights with its parts in their order. */
export type WeightsVersion = Readonly<Selectable<ScoreWeightsTable>> & { readonly parts: readonly Weighted[] }

/** All versions of a province, the last before all others. */
export const selectVersions = async (db: Db, regionId: number): Promise<readonly WeightsVersion[]> => {
  const versions = await db
    .selectFrom('halls.scoreWeights')
    .selectAll()
    .where('regionId', '=', regionId)
    .orderBy('id', 'desc')
    .execute()
  if (versions.length === 0) return []
  const parts = await db
    .selectFrom('halls.scoreWeight')
    .selectAll()
    .where(
      'weightsId',
      'in',
      versions.map(({ id }) => id),
    )
    .orderBy('at')
    .execute()
  const byVersion = Map.groupBy(parts, ({ weightsId }) => weightsId)
  return versions.map((version) => ({
    ...version,
    parts: (byVersion.get(version.id) ?? []).map(({ weightsId: _version, at: _at, ...part }) => part),
  }))
}

/** Adds a version. In the scope of the engine. */
export const insertVersion = async (db: Db, { parts, ...version }: WeightsVersion): Promise<void> => {
  await db.insertInto('halls.scoreWeights').values(version).execute()
  const rows = parts.map(({ indicator, weight, zeroAt, fullAt }, at) => ({
    weightsId: version.id,
    at,
    indicator,
    weight,
    zeroAt,
    fullAt,
  }))
  await db.insertInto('halls.scoreWeight').values(rows).execute()
}
