import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { withoutSubSelects } from './without-sub-selects.ts'

/** A policy that Citus would not ship, the statement that writes it without sub-selects, and whether that is enough. */
export type UnshippedPolicy = {
  readonly table: string
  readonly policy: string
  readonly statement: string
  readonly helped: boolean
}

/** The policies of some tables that have sub-selects. */
export async function readUnshippedPolicies<Tables>(
  db: Kysely<Tables>,
  tables: readonly string[],
): Promise<readonly UnshippedPolicy[]> {
  const { rows } = await sql<{ table: string; policy: string; condition: string }>`
    select polrelid::regclass::text as table, quote_ident(polname) as policy, pg_get_expr(polqual, polrelid) as condition
    from pg_policy where polrelid::regclass::text = any(${tables}::text[]) and pg_get_expr(polqual, polrelid) ~ '\\mSELECT\\M'
    order by 1, 2`.execute(db)
  return rows.map(({ table, policy, condition }) => {
    const plain = withoutSubSelects(condition)
    const statement = `alter policy ${policy} on ${table} using (${plain})`
    return { table, policy, statement, helped: !/\bSELECT\b/u.test(plain) }
  })
}
