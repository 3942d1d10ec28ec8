import { openEndpoint } from '../endpoint.ts'
import type { SizedSet } from './sized-set.ts'

/** One way of reading how many cases each city accepted in each of twelve months. */
export type ReadArm = {
  readonly name: 'own, by the API' | 'own, by SQL' | 'raw GROUP BY' | 'materialised view'
  /** Reads of it in a round: slow ones have fewer. */
  readonly reads: number
  /** Gives the numbers by `city month`. */
  readonly read: () => Promise<Answer>
  readonly close: () => void
}

/** Cases by `code of a city, first day of a month`; what is 0 is left out. */
export type Answer = ReadonlyMap<string, number>

type Row = { readonly city: number; readonly month: string; readonly n: number }

const MEASURE = 'cases-accepted'

/** What cases are counted by, without any totals: the cases themselves. */
const BY_CASES = `select area_code / 100 as city, to_char(accepted_at at time zone 'Asia/Shanghai', 'YYYY-MM-01') as month,
  count(*)::int as n from core."case"`

const BY_TOTALS = `select region_id as city, month::text as month, sum(whole)::int as n from core.measure_month
  where region_id = any($1) and measure = '${MEASURE}' and month >= $2::date and month < $3::date group by 1, 2`

/** Makes the view that a peer reads; gives what fills it again. */
export const makeView = async ({ database: { pool } }: SizedSet): Promise<() => Promise<unknown>> => {
  await pool.query('create schema if not exists bench')
  await pool.query('drop materialized view if exists bench.city_month')
  await pool.query(
    `create materialized view bench.city_month as ${BY_CASES} where accepted_at is not null group by 1, 2`,
  )
  await pool.query('create unique index on bench.city_month (city, month)')
  return () => pool.query('refresh materialized view bench.city_month')
}

/** All ways of reading from one data set, ours first. */
export const readArms = (set: SizedSet): readonly ReadArm[] => {
  const { database, cities, from, to } = set
  const byId = new Map(cities.map(({ id, code }) => [id, code]))
  const byArea = new Map(cities.map(({ area, code }) => [area, code]))
  const ask = async (text: string, values: readonly unknown[], codes: ReadonlyMap<number, string>): Promise<Answer> => {
    const { rows } = await database.pool.query<Row>({ name: text.slice(0, 60), text, values: [...values] })
    return answerOf(rows.map(({ city, month, n }) => [codes.get(city), month, n]))
  }
  const areas = [...byArea.keys()]
  const none = (): void => undefined
  return [
    { name: 'own, by the API', reads: 20, ...apiOf(set) },
    {
      name: 'own, by SQL',
      reads: 50,
      read: () => ask(BY_TOTALS, [[...byId.keys()], from, to], byId),
      close: none,
    },
    {
      name: 'raw GROUP BY',
      reads: 1,
      read: () =>
        ask(
          `${BY_CASES} where accepted_at >= ($1 || 'T00:00:00+08:00')::timestamptz
            and accepted_at < ($2 || 'T00:00:00+08:00')::timestamptz group by 1, 2`,
          [from, to],
          byArea,
        ),
      close: none,
    },
    {
      name: 'materialised view',
      reads: 50,
      read: () =>
        ask(
          'select city, month, n from bench.city_month where city = any($1) and month >= $2 and month < $3',
          [areas, from, to],
          byArea,
        ),
      close: none,
    },
  ]
}

type Rows = Readonly<
  Record<string, { readonly rows: readonly { readonly key: string; readonly figure: { readonly value: number } }[] }>
>

/** A query with a field for each city, as the console asks it; with the reader's rights and row security. */
const apiOf = ({ server, key, cities, from, to }: SizedSet): Pick<ReadArm, 'read' | 'close'> => {
  const endpoint = openEndpoint(`${server.url}/graphql`, 1, key)
  const fields = cities.map(
    ({ code }) => `r${code}: rollup(region: "${code}", indicator: "${MEASURE}", from: $from, to: $to, by: MONTH) {
      rows { key figure { value } } }`,
  )
  const query = `query CityMonths($from: Date!, $to: Date!) { ${fields.join('\n')} }`
  return {
    close: endpoint.close,
    read: async () => {
      const found = (await endpoint.ask(query, { from, to })) as Rows
      return answerOf(
        Object.entries(found).flatMap(([city, { rows }]) =>
          rows.map(({ key: month, figure }) => [city.slice(1), month, figure.value] as const),
        ),
      )
    },
  }
}

const answerOf = (rows: readonly (readonly [string | undefined, string, number])[]): Answer =>
  new Map(rows.flatMap(([city, month, n]) => (city === undefined || n === 0 ? [] : [[`${city} ${month}`, n] as const])))

/** Whether two answers are the same, number by number. */
export const isSame = (a: Answer, b: Answer): boolean =>
  a.size === b.size && [...a].every(([key, n]) => b.get(key) === n)
