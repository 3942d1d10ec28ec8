import { sql, type Selectable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { IntegrityLeadState, IntegrityLeadTable, ReturnVisitTable } from '../return-visit.ts'
import type { Db, PageAsked } from './campaign.ts'

export type ReturnVisitRow = Readonly<Selectable<ReturnVisitTable>>
export type IntegrityLeadRow = Readonly<Selectable<IntegrityLeadTable>>

const COUNT_UP_TO = 10_000

const visits = (db: Db, reach: Reach, open: boolean | null) =>
  db
    .selectFrom('surveys.returnVisit')
    .where(withinReach(reach))
    .$if(open !== null, (query) => query.where('settledAt', open === true ? 'is' : 'is not', null))

/** Return visits within reach, the newest first. */
export async function selectReturnVisits(db: Db, reach: Reach, open: boolean | null, { limit, after }: PageAsked) {
  const rows: readonly ReturnVisitRow[] = await visits(db, reach, open)
    .selectAll()
    .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows
}

/** How many there are, counted up to 10,000. */
export async function countReturnVisits(db: Db, reach: Reach, open: boolean | null): Promise<number> {
  const some = visits(db, reach, open).select('id').limit(COUNT_UP_TO)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as counted`.execute(db)
  return rows[0]?.n ?? 0
}

export async function selectReturnVisit(db: Db, reach: Reach, id: string): Promise<ReturnVisitRow | undefined> {
  return visits(db, reach, null).selectAll().where('id', '=', id).executeTakeFirst()
}

/** One within reach, held until the transaction ends. In the scope of the engine. */
export async function lockReturnVisit(db: Db, reach: Reach, id: string): Promise<ReturnVisitRow | undefined> {
  return visits(db, reach, null).selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Keeps a return visit; false when there is one by the same origin. */
export async function insertReturnVisit(db: Db, row: ReturnVisitRow): Promise<boolean> {
  const kept = await db
    .insertInto('surveys.returnVisit')
    .values(row)
    .onConflict((on) => on.columns(['origin', 'originId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

export async function updateReturnVisit(db: Db, id: string, changed: Partial<ReturnVisitRow>): Promise<void> {
  await db.updateTable('surveys.returnVisit').set(changed).where('id', '=', id).execute()
}

const leads = (db: Db, reach: Reach, state: IntegrityLeadState | null) =>
  db
    .selectFrom('surveys.integrityLead')
    .where(withinReach(reach))
    .$if(state !== null, (query) => query.where('state', '=', state))

/** Leads within reach, the newest first. */
export async function selectIntegrityLeads(
  db: Db,
  reach: Reach,
  state: IntegrityLeadState | null,
  { limit, after }: PageAsked,
): Promise<readonly IntegrityLeadRow[]> {
  return leads(db, reach, state)
    .selectAll()
    .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** How many there are, counted up to 10,000. */
export async function countIntegrityLeads(db: Db, reach: Reach, state: IntegrityLeadState | null): Promise<number> {
  const some = leads(db, reach, state).select('id').limit(COUNT_UP_TO)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as counted`.execute(db)
  return rows[0]?.n ?? 0
}

/** One within reach, held until the transaction ends. In the scope of the engine. */
export async function lockIntegrityLead(db: Db, reach: Reach, id: string): Promise<IntegrityLeadRow | undefined> {
  return leads(db, reach, null).selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function insertIntegrityLead(db: Db, row: IntegrityLeadRow): Promise<void> {
  await db.insertInto('surveys.integrityLead').values(row).execute()
}

export async function updateIntegrityLead(db: Db, id: string, changed: Partial<IntegrityLeadRow>): Promise<void> {
  await db.updateTable('surveys.integrityLead').set(changed).where('id', '=', id).execute()
}

/** The findings that return visits of a campaign have raised. In the scope of the engine. */
export async function selectRaised(
  db: Db,
  campaignId: string,
): Promise<readonly { readonly id: string; readonly findingId: string }[]> {
  const rows = await db
    .selectFrom('surveys.returnVisit')
    .select(['id', 'findingId'])
    .where('campaignId', '=', campaignId)
    .where('findingId', 'is not', null)
    .execute()
  return rows.map(({ id, findingId }) => ({ id, findingId: findingId ?? '' }))
}
