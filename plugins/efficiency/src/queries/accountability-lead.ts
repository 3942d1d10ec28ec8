import { withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql, type Selectable } from 'kysely'
import type { LeadState, Efficiency, LeadTable } from '../tables.ts'

type Db = PluginTransaction<Efficiency>

/** A lead as it is stored. */
export type LeadRow = Readonly<Selectable<LeadTable>>

/** A page of a list: `after` is the id of the last one seen. */
export type PageAsked = { readonly limit: number; readonly after: number | null }

const COUNT_UP_TO = 10_000

const found = (db: Db, reach: Reach, state: LeadState | null) =>
  db
    .selectFrom('efficiency.accountabilityLead')
    .where(withinReach(reach))
    .$if(state !== null, (query) => query.where('state', '=', state))

/** Leads within reach, the newest first. */
export async function selectLeads(
  db: Db,
  reach: Reach,
  state: LeadState | null,
  { limit, after }: PageAsked,
): Promise<readonly LeadRow[]> {
  return found(db, reach, state)
    .selectAll()
    .$if(after !== null, (query) => query.where('id', '<', after ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** How many there are, counted up to 10,000. */
export async function countLeads(db: Db, reach: Reach, state: LeadState | null): Promise<number> {
  const some = found(db, reach, state).select('id').limit(COUNT_UP_TO)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${some}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** One lead within reach, held until the transaction ends. */
export async function lockLead(db: Db, reach: Reach, id: number): Promise<LeadRow | undefined> {
  return db
    .selectFrom('efficiency.accountabilityLead')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach))
    .forUpdate()
    .executeTakeFirst()
}

/** Keeps a lead and gives its id; undefined when the case has one for this trigger. */
export async function insertLead(db: Db, row: Omit<LeadRow, 'id'>): Promise<number | undefined> {
  const kept = await db
    .insertInto('efficiency.accountabilityLead')
    .values(row)
    .onConflict((on) => on.columns(['caseId', 'trigger']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept?.id
}

/** Writes what somebody judged of it. */
export async function judgeLead(
  db: Db,
  id: number,
  judged: Pick<LeadRow, 'state' | 'judgedById' | 'judgedBy' | 'judgedAt' | 'reason'>,
): Promise<void> {
  await db.updateTable('efficiency.accountabilityLead').set(judged).where('id', '=', id).execute()
}
