import { sql, type Selectable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { HeldGrant, Reach } from '../../graphql/context.ts'
import type { PluginTransaction } from '../../plugin.ts'
import type { CampaignState, CampaignTable, CampaignTotals } from '../campaign.ts'
import type { Surveys } from '../tables.ts'

export type Db = PluginTransaction<Surveys>
export type CampaignRow = Readonly<Selectable<CampaignTable>>

/** A page of a list: `after` is the id of the last one seen. */
export type PageAsked = { readonly limit: number; readonly after: string | null }

const COUNT_UP_TO = 10_000

/**
 * What somebody may know of. The veil hides campaigns that are under way from those with rights inside of the region;
 * rights that are bound to an organisation or hall of the region itself have its whole range, and are told here.
 */
const known = (grants: readonly HeldGrant[]) => {
  const bound = grants.filter(({ organisationId, hallId }) => organisationId !== null || hallId !== null)
  const unit = bound.map(({ lo, hi }) => sql`(c.scope_key <= ${lo} and r.scope_end >= ${hi})`)
  if (unit.length === 0) return sql`true`
  return sql`(c.released_at is not null or not exists (
    select from core.region r where r.id = c.region_id and (${sql.join(unit, sql` or `)})))`
}

type Asked = { readonly reach: Reach; readonly grants: readonly HeldGrant[]; readonly state: CampaignState | null }

const found = ({
  reach,
  grants,
  state,
}: Asked) => sql`${withinReach(reach, { key: 'c.scope_key' })} and ${known(grants)}
  ${state === null ? sql`` : sql`and c.state = ${state}`}`

/** Campaigns within reach that somebody may know of, the newest first. */
export async function selectCampaigns(db: Db, asked: Asked, page: PageAsked): Promise<readonly CampaignRow[]> {
  const { rows } = await sql<CampaignRow>`select c.* from surveys.campaign c where ${found(asked)}
    ${page.after === null ? sql`` : sql`and c.id < ${page.after}`} order by c.id desc limit ${page.limit}`.execute(db)
  return rows
}

/** How many there are, counted up to 10,000. */
export async function countCampaigns(db: Db, asked: Asked): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n
    from (select from surveys.campaign c where ${found(asked)} limit ${COUNT_UP_TO}) as counted`.execute(db)
  return rows[0]?.n ?? 0
}

/** One campaign within reach that somebody may know of. */
export async function selectCampaign(
  db: Db,
  asked: Omit<Asked, 'state'>,
  id: string,
): Promise<CampaignRow | undefined> {
  const { rows } = await sql<CampaignRow>`select c.* from surveys.campaign c
    where c.id = ${id} and ${found({ ...asked, state: null })}`.execute(db)
  return rows[0]
}

/** The same, held until the transaction ends. In the scope of the engine, where no veil is. */
export async function lockCampaign(db: Db, reach: Reach, id: string): Promise<CampaignRow | undefined> {
  return db
    .selectFrom('surveys.campaign')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach))
    .forUpdate()
    .executeTakeFirst()
}

export async function insertCampaign(db: Db, row: Omit<CampaignRow, keyof CampaignTotals>): Promise<void> {
  const none = { sampled: 0, ineligible: 0, answered: 0, refused: 0, unreachable: 0, wrongNumber: 0, unhappy: 0 }
  await db
    .insertInto('surveys.campaign')
    .values({ ...row, ...none })
    .execute()
}

export async function updateCampaign(db: Db, id: string, changed: Partial<Omit<CampaignRow, 'id'>>): Promise<void> {
  await db.updateTable('surveys.campaign').set(changed).where('id', '=', id).execute()
}
