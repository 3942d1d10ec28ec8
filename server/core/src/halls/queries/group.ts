import type { Selectable, Transaction, Updateable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import type { GroupMemberTable, HallsTables, QualityGroupTable } from '../tables.ts'

export type Db = Transaction<CoreTables & HallsTables>
export type GroupRow = Readonly<Selectable<QualityGroupTable>>
export type MemberRow = Readonly<Selectable<GroupMemberTable>>

/** The group of a region within reach. */
export const selectGroup = (db: Db, reach: Reach, regionId: number): Promise<GroupRow | undefined> =>
  db
    .selectFrom('halls.qualityGroup')
    .selectAll()
    .where(withinReach(reach))
    .where('regionId', '=', regionId)
    .executeTakeFirst()

/** Groups within reach by place, from above. */
export const selectGroups = (
  db: Db,
  reach: Reach,
  { limit, after }: { readonly limit: number; readonly after: number | null },
): Promise<readonly GroupRow[]> =>
  db
    .selectFrom('halls.qualityGroup')
    .selectAll()
    .where(withinReach(reach))
    .$if(after !== null, (query) => query.where('scopeKey', '>', after ?? 0))
    .orderBy('scopeKey')
    .limit(limit)
    .execute()

/** How many there are; a province has some ten thousand at most. */
export const countGroups = async (db: Db, reach: Reach): Promise<number> => {
  const row = await db
    .selectFrom('halls.qualityGroup')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where(withinReach(reach))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** The group of a region, held until the transaction ends. In the scope of the engine. */
export const lockGroup = (db: Db, regionId: number): Promise<GroupRow | undefined> =>
  db.selectFrom('halls.qualityGroup').selectAll().where('regionId', '=', regionId).forUpdate().executeTakeFirst()

/** Every group. In the scope of the engine. */
export const selectAllGroups = (db: Db): Promise<readonly GroupRow[]> =>
  db.selectFrom('halls.qualityGroup').selectAll().execute()

/** Members of some groups, those who came first before all others. */
export const selectMembers = async (db: Db, groupIds: readonly string[]): Promise<readonly MemberRow[]> =>
  groupIds.length === 0
    ? []
    : db
        .selectFrom('halls.groupMember')
        .selectAll()
        .where('groupId', 'in', [...groupIds])
        .orderBy('validFrom')
        .orderBy('id')
        .execute()

/** One member, held until the transaction ends. In the scope of the engine. */
export const lockMember = (db: Db, id: string): Promise<MemberRow | undefined> =>
  db.selectFrom('halls.groupMember').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Sets up the group of a region, or changes it. */
export const saveGroup = async (db: Db, row: GroupRow): Promise<void> => {
  const { id: _id, regionId: _region, clockId: _clock, leaderUntil: _until, ...changed } = row
  await db
    .insertInto('halls.qualityGroup')
    .values(row)
    .onConflict((on) => on.column('regionId').doUpdateSet(changed))
    .execute()
}

export const updateGroup = async (db: Db, id: string, changed: Updateable<QualityGroupTable>): Promise<void> => {
  await db.updateTable('halls.qualityGroup').set(changed).where('id', '=', id).execute()
}

export const insertMember = async (db: Db, row: MemberRow): Promise<void> => {
  await db.insertInto('halls.groupMember').values(row).execute()
}

export const updateMember = async (db: Db, id: string, validTo: string): Promise<void> => {
  await db.updateTable('halls.groupMember').set({ validTo }).where('id', '=', id).execute()
}
