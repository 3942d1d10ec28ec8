import DataLoader from 'dataloader'
import pg from 'pg'
import { figuresOf, type Figures, type MonthRow } from './figures.ts'
import { ROWS } from './statements.ts'

export type { FigureRow } from './figures.ts'
export type RegionRow = NamedRow & { readonly scope_key: number; readonly scope_end: number }
export type CaseRow = {
  readonly case_id: string
  readonly region_id: number
  readonly hall_id: number
  readonly matter_id: number
}
type NamedRow = { readonly id: number; readonly code: string; readonly name: string }
type EventRow = { readonly case_id: string }
type Wanted = { readonly region: string; readonly from: string; readonly to: string }

/** Opens the pool of a peer: whole numbers as numbers, days as texts. */
export const openPool = (): pg.Pool => {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, Number)
  types.setTypeParser(pg.types.builtins.DATE, String)
  return new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 12, types })
}

/** Asks by a prepared statement. */
export const makeAsk =
  (pool: pg.Pool) =>
  async <Row>(name: keyof typeof ROWS, ...values: readonly unknown[]): Promise<readonly Row[]> =>
    (await pool.query({ name, text: ROWS[name], values: [...values] })).rows as Row[]

export type Ask = ReturnType<typeof makeAsk>

/** The loaders of one request. */
export const makeLoads = (ask: Ask) => {
  const regionByCode = new DataLoader<string, RegionRow>(async (codes) => {
    const rows = await ask<RegionRow>('regionsByCode', codes)
    return inOrder(codes, new Map(rows.map((row) => [row.code, row])))
  })
  const byId = (name: 'regions' | 'halls' | 'matters') =>
    new DataLoader<number, NamedRow>(async (ids) =>
      inOrder(ids, new Map((await ask<NamedRow>(name, ids)).map((row) => [row.id, row]))),
    )
  return {
    regionByCode,
    regions: byId('regions'),
    halls: byId('halls'),
    matters: byId('matters'),
    cases: new DataLoader<string, CaseRow>(async (ids) =>
      inOrder(ids, new Map((await ask<CaseRow>('cases', ids)).map((row) => [row.case_id, row]))),
    ),
    events: new DataLoader<string, readonly EventRow[]>(async (ids) => {
      const byCase = Map.groupBy(await ask<EventRow>('events', ids), (row) => row.case_id)
      return ids.map((id) => byCase.get(id) ?? [])
    }),
    figures: new DataLoader<Wanted, Figures, string>((wanted) => loadFigures(ask, regionByCode, wanted), {
      cacheKeyFn: ({ region, from, to }) => `${region} ${from} ${to}`,
    }),
    list: ({ region, overdue, first }: { region: RegionRow; overdue: boolean; first: number }) =>
      ask<CaseRow>(overdue ? 'overdue' : 'newest', region.scope_key, region.scope_end, first),
    countOverdue: async ({ scope_key, scope_end }: RegionRow) =>
      (await ask<{ n: number }>('countOverdue', scope_key, scope_end))[0]?.n ?? 0,
  }
}

export type Loads = ReturnType<typeof makeLoads>

const loadFigures = async (
  ask: Ask,
  regionByCode: DataLoader<string, RegionRow>,
  wanted: readonly Wanted[],
): Promise<readonly Figures[]> => {
  const [{ from, to } = { from: '', to: '' }] = wanted
  const regions = await Promise.all(wanted.map(({ region }) => regionByCode.load(region)))
  const ids = regions.map(({ id }) => id)
  const byRegion = Map.groupBy(await ask<MonthRow>('months', ids, from, to), (row) => row.region_id)
  return ids.map((id) => figuresOf(byRegion.get(id) ?? [], from, to))
}

const inOrder = <Key, Row>(keys: readonly Key[], rows: ReadonlyMap<Key, Row>): (Row | Error)[] =>
  keys.map((key) => rows.get(key) ?? new Error(`There is no ${String(key)}`))
