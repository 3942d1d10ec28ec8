import type { Matrix } from '@zhikong/core/testing'

/** Tables that change whoever asks whatever: logs of what was asked for, counts of tries, the last use of a key. */
export const VOLATILE: ReadonlySet<string> = new Set([
  'core.api_key_secret',
  'core.audit_entry',
  'core.audit_pending',
  'core.personal_opening',
  'core.session',
  'core.sign_in_attempt',
])

/** A digest of all rows of each table. */
export function contentOfTables({ asSuperuser }: Matrix): Promise<ReadonlyMap<string, string>> {
  return asSuperuser(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and not c.relispartition and c.relrowsecurity order by 1`,
    )
    const content = new Map<string, string>()
    for (const { name } of rows) {
      const found = await client.query<{ digest: string | null }>(
        `select md5(string_agg(t::text, E'\\n' order by t::text)) as digest from ${name} t`,
      )
      content.set(name, found.rows[0]?.digest ?? '')
    }
    return content
  })
}
