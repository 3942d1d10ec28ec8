import type { HandlingHost } from './handling-host.ts'
import type { ComplaintRow, Db } from './queries/complaint.ts'
import { selectHandlerGrants, type HandlerGrant } from './queries/handlers.ts'
import { permissions } from './permissions.ts'
import { belongsTo } from './rules/person.ts'
import { rangeOf } from './veil.ts'

/** Somebody to whom a complaint may be assigned, by the grant that lets them see it. */
export type Handler = Pick<HandlerGrant, 'id' | 'name' | 'organisationId' | 'hallId'>

/**
 * Who may look into a complaint: people who handle complaints in a whole region around it, sealed ones too where it is
 * one, without any grant in the unit complained of. In the scope of the engine.
 */
export async function handlersOf(
  host: Pick<HandlingHost, 'registers'>,
  trx: Db,
  row: ComplaintRow,
  now: Date,
  id?: string,
): Promise<readonly Handler[]> {
  const needed = row.sealed ? (['complaints.handle', 'complaints.seal'] as const) : (['complaints.handle'] as const)
  const holds = (role: string) => needed.every((name) => permissions[name].roles.some((each) => each === role))
  const roles = permissions['complaints.handle'].roles
  const { handlingKey: key } = row
  const grants = await selectHandlerGrants(trx, { key, roles, now, ...(id !== undefined && { id }) })
  const range = await rangeOf(host, row)
  return [...Map.groupBy(grants, (grant) => grant.id).values()].flatMap((held) => {
    if (belongsTo({ ...row, range }, held)) return []
    const by = held.find(
      ({ role, lo, hi, organisationId, hallId }) =>
        holds(role) && lo <= key && key < hi && organisationId === null && hallId === null,
    )
    return by === undefined ? [] : [by]
  })
}
