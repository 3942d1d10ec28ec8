import type pg from 'pg'
import type { Template } from './templates.ts'

const BATCH = 100_000

/** The id of copy `n` of a kind: ascending, as ids of cases are that are taken one after the other. */
export const copyId = (kind: 'resting' | 'due', n: number): string => {
  const hex = `${kind === 'resting' ? '1' : '2'}${n.toString(16).padStart(31, '0')}`
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/**
 * Makes `count` cases that are what the templates are, in turn, but for their number and id; with their events where
 * those are asked for. No clock runs for them.
 */
export const copyCases = async (
  pool: pg.Pool,
  kind: 'resting' | 'due',
  templates: readonly Template[],
  count: number,
  onProgress: (done: number) => void,
): Promise<void> => {
  const tables = kind === 'due' ? ['case', 'case_event'] : ['case']
  const statements = await Promise.all(tables.map((table) => copying(pool, table)))
  const ids = templates.map(({ caseId }) => caseId)
  const prefix = kind === 'resting' ? '1' : '2'
  for (let done = 0; done < count; done += BATCH) {
    const upTo = Math.min(count, done + BATCH)
    for (const statement of statements) await pool.query(statement, [ids, prefix, done, upTo - 1])
    onProgress(upTo)
  }
}

const copying = async (pool: pg.Pool, table: string): Promise<string> => {
  const { rows } = await pool.query<{ column_name: string }>(
    `select column_name from information_schema.columns
     where table_schema = 'core' and table_name = $1 and is_generated = 'NEVER'`,
    [table],
  )
  const columns = rows.map(({ column_name: name }) => name)
  const values: Readonly<Record<string, string>> = {
    case_id: `($2 || lpad(to_hex(n), 31, '0'))::uuid`,
    external_id: `t.external_id || '-' || n`,
  }
  return `insert into core."${table}" (${columns.join(', ')})
    select ${columns.map((column) => values[column] ?? `t.${column}`).join(', ')}
    from generate_series($3::int, $4::int) n
    join core."${table}" t on t.case_id = ($1::uuid[])[1 + n % cardinality($1::uuid[])]`
}
