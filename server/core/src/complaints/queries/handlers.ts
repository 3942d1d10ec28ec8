import { sql } from 'kysely'
import type { Db } from './complaint.ts'

/** A grant of somebody who may be given a complaint. */
export type HandlerGrant = {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly lo: number
  readonly hi: number
  readonly organisationId: number | null
  readonly hallId: number | null
}

/**
 * All grants of people with an account who hold one of these roles around a region, whatever else they hold: so that those
 * who belong to the unit complained of can be left out. In the scope of the engine.
 */
export async function selectHandlerGrants(
  db: Db,
  {
    key,
    roles,
    now,
    id,
  }: { readonly key: number; readonly roles: readonly string[]; readonly now: Date; readonly id?: string },
): Promise<readonly HandlerGrant[]> {
  const one = id === undefined ? sql`true` : sql`a.id::text = ${id}`
  const { rows } =
    await sql<HandlerGrant>`select a.id, a.display_name as name, g.role, g.lo, g.hi, g.organisation_id, g.hall_id
    from core.account a join core.role_grant g on g.account_id = a.id
    where ${one} and a.disabled_at is null and (g.expires_at is null or g.expires_at > ${now})
      and exists (select from core.role_grant h where h.account_id = a.id and h.role = any(${roles}::text[])
        and h.lo <= ${key} and h.hi > ${key} and (h.expires_at is null or h.expires_at > ${now}))
    order by a.display_name, a.id limit 2000`.execute(db)
  return rows
}
