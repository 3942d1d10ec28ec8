import { sql } from 'kysely'
import type pg from 'pg'

const MARK = '/* kept */'

/**
 * Begins a statement that every connection keeps once it was planned: planning one over a year of partitions takes longer
 * than running it. For what is asked all the time, takes parameters, has a handful of texts in all, and whose plan is the
 * same whatever the parameters are. It names its columns, so that it still holds when a migration adds one.
 */
export const KEPT = sql.raw(MARK)

const names = new Map<string, string>()
const MOST_KEPT = 200

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= MOST_KEPT) return known
  const name = `kept_${names.size + 1}`
  names.set(text, name)
  return name
}

const keeping = new WeakSet<pg.PoolClient>()

/** Has a connection keep the statements that ask for it. */
export function keepStatements(client: pg.PoolClient): void {
  if (keeping.has(client)) return
  keeping.add(client)
  const query = client.query.bind(client) as (text: unknown, values?: unknown) => unknown
  const queryKept = (text: unknown, values?: unknown): unknown => {
    const name = typeof text === 'string' && text.startsWith(MARK) ? nameOf(text) : undefined
    return name === undefined ? query(text, values) : query({ name, text, values })
  }
  client.query = queryKept as typeof client.query
}
