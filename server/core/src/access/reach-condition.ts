import { sql } from 'kysely'
import type { RawBuilder, SqlBool } from 'kysely'
import type { Reach } from '../graphql/context.ts'

/** The columns that say where a row belongs, as SQL names them, with the alias of their table where it has one. */
export type ReachColumns = {
  /** `scope_key` unless told. */
  readonly key?: string
  /** Without one, who is bound to an organisation finds nothing. */
  readonly organisation?: string
  /** Without one, who is bound to a hall finds nothing. */
  readonly hall?: string
}

/**
 * The condition under which a reader reaches a row, for the query to name beside row security: the same range,
 * organisation and hall as `secure` gives the table. The veil is row security's alone, since only it knows all grants.
 * @example trx.selectFrom('core.staff').where(withinReach(reach, { organisation: 'organisation_id', hall: 'hall_id' }))
 */
export function withinReach(
  { lo, hi, organisationId, hallId }: Reach,
  { key = 'scope_key', organisation, hall }: ReachColumns = {},
): RawBuilder<SqlBool> {
  const conditions = [
    sql`${sql.ref(key)} >= ${lo} and ${sql.ref(key)} < ${hi}`,
    ...boundTo(organisationId, organisation),
    ...boundTo(hallId, hall),
  ]
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}

/** Rows of cases, and of what follows them, name the deciding organisation and the hall. */
export const CASE_REACH = { organisation: 'organisation_id', hall: 'hall_id' } as const satisfies ReachColumns

function boundTo(id: number | null, column: string | undefined): readonly RawBuilder<unknown>[] {
  if (id === null) return []
  return [column === undefined ? sql`false` : sql`${sql.ref(column)} = ${id}`]
}
