import pg from 'pg'
import { insertRow } from './canaries.ts'
import type { CatalogueBench } from './catalogue-bench.ts'
import { fillRow } from './fill-row.ts'
import type { SecuredTable } from './secured-table.ts'

/**
 * What a connection of the pool may be like: nothing was ever set on it; a transaction before set everything and ended
 * (the settings then read as ''); a reader of everything is at work.
 */
export const STATES = ['never set', 'set, then forgotten', 'reader'] as const
export type State = (typeof STATES)[number]

const asReader = `select set_config('zhikong.mode', 'reader', true), set_config('zhikong.lo', '0', true),
  set_config('zhikong.hi', '9000000000000000', true), set_config('zhikong.organisation', '0', true),
  set_config('zhikong.hall', '0', true), set_config('zhikong.units', 'none', true)`

/** Row security lets in whom it should not: a row read or a row written. `mayInsert` names what readers append to. */
export async function stateFaults(
  bench: CatalogueBench,
  state: State,
  mayInsert: readonly string[] = [],
): Promise<readonly string[]> {
  const client = await bench.connect()
  if (state === 'set, then forgotten') for (const text of ['begin', asReader, 'commit']) await client.query(text)
  await expectState(client, state)
  const faults: string[] = []
  for (const table of bench.tables) {
    for (const [verb, run] of attempts(client, table, bench)) {
      if (state === 'reader' && (verb === 'select' || (verb === 'insert' && mayInsert.includes(table.name)))) continue
      const outcome = await attempt(client, state, run)
      const isHarmless = outcome === 'refused' || (outcome === 'no row' && verb !== 'insert')
      if (!isHarmless) faults.push(`${table.name}, ${state}: ${verb} → ${outcome}`)
    }
  }
  return faults
}

type Run = () => Promise<pg.QueryResult>

function attempts(client: pg.Client, table: SecuredTable, { fillers }: CatalogueBench): readonly [string, Run][] {
  const settable = table.columns.find(({ defaulted }) => !defaulted)?.name
  const [first] = table.columns
  const change = settable === undefined ? `"${first?.name}" = default` : `"${settable}" = "${settable}"`
  return [
    ['select', () => client.query(`select 1 from ${table.name}`)],
    ['insert', () => insertRow(client, table, fillRow(table, 99, {}, fillers), false)],
    ['update', () => client.query(`update ${table.name} set ${change}`)],
    ['delete', () => client.query(`delete from ${table.name}`)],
  ]
}

/** What became of a statement, which is taken back in any case. */
async function attempt(client: pg.Client, state: State, run: Run): Promise<string> {
  await client.query('begin')
  try {
    if (state === 'reader') await client.query(asReader)
    const { rowCount } = await run()
    return rowCount === 0 ? 'no row' : `${rowCount} rows`
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '42501') return 'refused'
    return error instanceof Error ? error.message : String(error)
  } finally {
    await client.query('rollback')
  }
}

/** That the connection is in the state that the test speaks of. */
async function expectState(client: pg.Client, state: State): Promise<void> {
  const expected = state === 'set, then forgotten' ? '' : null
  const { rows } = await client.query<{ mode: string | null }>(`select current_setting('zhikong.mode', true) as mode`)
  if (rows[0]?.mode !== expected) throw new Error(`The setting reads as ${JSON.stringify(rows[0]?.mode)}.`)
}
