import { sql, type Selectable } from 'kysely'
import { on, type Db, type Shelf } from '../shelf.ts'
import type { InspectorTable, TargetTable } from '../tables.ts'
import type { CampaignRow } from './campaign.ts'

export type TargetRow = Readonly<Selectable<TargetTable>>
export type InspectorRow = Readonly<Selectable<InspectorTable>>
type Campaign = Pick<CampaignRow, 'shelf' | 'id'>

/** Puts targets and inspectors in place of those that are there. */
export async function replaceFrame(
  db: Db,
  { shelf, id }: Campaign,
  targets: readonly TargetRow[],
  inspectors: readonly InspectorRow[],
): Promise<void> {
  await db.deleteFrom(on(shelf, 'target')).where('campaignId', '=', id).execute()
  await db.deleteFrom(on(shelf, 'inspector')).where('campaignId', '=', id).execute()
  const AT_ONCE = 2_000
  for (let at = 0; at < targets.length; at += AT_ONCE) {
    await db
      .insertInto(on(shelf, 'target'))
      .values(targets.slice(at, at + AT_ONCE))
      .execute()
  }
  if (inspectors.length > 0)
    await db
      .insertInto(on(shelf, 'inspector'))
      .values([...inspectors])
      .execute()
}

/** The targets of a frame in the order of their keys, at most `limit`. */
export async function selectTargets(db: Db, { shelf, id }: Campaign, limit: number): Promise<readonly TargetRow[]> {
  return db
    .selectFrom(on(shelf, 'target'))
    .selectAll()
    .where('campaignId', '=', id)
    .orderBy(sql`hall collate "C"`)
    .limit(limit)
    .execute()
}

/** Who can be drawn. */
export async function selectInspectors(db: Db, { shelf, id }: Campaign): Promise<readonly InspectorRow[]> {
  return db
    .selectFrom(on(shelf, 'inspector'))
    .selectAll()
    .where('campaignId', '=', id)
    .orderBy(sql`person_id collate "C"`)
    .limit(1_000)
    .execute()
}

/** Notes that somebody has an interest in a hall. */
export async function addInterest(
  db: Db,
  shelf: Shelf,
  campaignId: string,
  personId: string,
  hallId: number,
): Promise<void> {
  await db
    .updateTable(on(shelf, 'inspector'))
    .set({ interests: sql`array_append(interests, ${hallId}::int)` })
    .where('campaignId', '=', campaignId)
    .where('personId', '=', personId)
    .execute()
}

/** Somebody who inspects, with the units to which they belong. */
export type Candidate = {
  readonly personId: string
  readonly name: string
  readonly lo: number
  readonly hi: number
  readonly hallId: number | null
}

/**
 * The grants of those who inspect for a region: who holds the role for all of it or for what it lies in, with all their
 * other grants. In the scope of the engine.
 */
export async function selectCandidates(
  db: Db,
  { lo, hi }: { readonly lo: number; readonly hi: number },
  now: Date,
): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`select a.id::text as person_id, a.display_name as name, g.lo, g.hi, g.hall_id
    from core.account a join core.role_grant g on g.account_id = a.id
    where a.disabled_at is null and (g.expires_at is null or g.expires_at > ${now}) and exists (
      select from core.role_grant i where i.account_id = a.id and i.role = 'INSPECTOR'
        and i.organisation_id is null and i.hall_id is null and i.lo <= ${lo} and i.hi >= ${hi}
        and (i.expires_at is null or i.expires_at > ${now}))
    order by a.id limit 5000`.execute(db)
  return rows
}
