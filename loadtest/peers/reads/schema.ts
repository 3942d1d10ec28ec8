import type { CaseRow, FigureRow, Loads, RegionRow } from './loads.ts'

/** As much of the product's schema as the works ask for, so that the same documents run. */
export const READS_SCHEMA = `
  scalar RegionCode
  scalar Date
  scalar DateTime
  enum RollupBy { MONTH }
  input CaseFilter { overdue: Boolean }
  type Query {
    rollup(region: RegionCode!, indicator: String!, from: Date!, to: Date!, by: RollupBy): Rollup
    rollups(region: RegionCode!, indicators: [String!]!, from: Date!, to: Date!): [Rollup!]!
    cases(within: RegionCode!, filter: CaseFilter, first: Int): CaseConnection!
    case(id: ID!): Case
  }
  type Indicator { code: String! }
  type Figure { value: Float numerator: Float! denominator: Float n: Float! }
  type RollupRow { key: String! figure: Figure! }
  type Rollup { indicator: Indicator! total: Figure! rows: [RollupRow!]! }
  type Region { code: RegionCode! name: String! }
  type Hall { code: String! name: String! }
  type Matter { code: String! name: String! }
  type CaseEvent { kind: String! occurredAt: DateTime! receivedAt: DateTime! step: String note: String }
  type Case {
    externalId: String! state: String! acceptedAt: DateTime closedAt: DateTime overdue: Boolean!
    hall: Hall! matter: Matter! region: Region! timeline: [CaseEvent!]!
  }
  type CaseConnection { nodes: [Case!]! total: Int! }
`

type Context = { readonly loads: Loads }
type Rolled = { readonly region: string; readonly indicator: string; readonly from: string; readonly to: string }
type Listed = { readonly region: RegionRow; readonly overdue: boolean; readonly first: number }

const figure = async ({ region, indicator, from, to }: Rolled, { loads }: Context): Promise<FigureRow> =>
  (await loads.figures.load({ region, from, to })).total(indicator)

/** Fields of the roots, the same for every peer that has resolvers. */
export const QUERY = {
  rollup: (_: unknown, asked: Rolled) => asked,
  rollups: (_: unknown, { indicators, ...asked }: Omit<Rolled, 'indicator'> & { indicators: readonly string[] }) =>
    indicators.map((indicator) => ({ ...asked, indicator })),
  cases: async (
    _: unknown,
    { within, filter, first }: { within: string; filter?: { overdue?: boolean }; first: number },
    { loads }: Context,
  ): Promise<Listed> => ({ region: await loads.regionByCode.load(within), overdue: filter?.overdue === true, first }),
  case: (_: unknown, { id }: { id: string }, { loads }: Context) => loads.cases.load(id),
}

/** Fields that need no batches of their own. */
export const FIELDS = {
  Rollup: {
    indicator: ({ indicator }: Rolled) => ({ code: indicator }),
    total: (asked: Rolled, _: unknown, context: Context) => figure(asked, context),
    rows: async ({ region, indicator, from, to }: Rolled, _: unknown, { loads }: Context) =>
      (await loads.figures.load({ region, from, to })).months(indicator),
  },
  CaseConnection: {
    nodes: (listed: Listed, _: unknown, { loads }: Context) => loads.list(listed),
    total: (listed: Listed, _: unknown, { loads }: Context) => loads.countOverdue(listed.region),
  },
}

/** What of a case lies elsewhere, by DataLoader. */
export const CASE_BY_DATALOADER = {
  hall: ({ hall_id }: CaseRow, _: unknown, { loads }: Context) => loads.halls.load(hall_id),
  matter: ({ matter_id }: CaseRow, _: unknown, { loads }: Context) => loads.matters.load(matter_id),
  region: ({ region_id }: CaseRow, _: unknown, { loads }: Context) => loads.regions.load(region_id),
  timeline: ({ case_id }: CaseRow, _: unknown, { loads }: Context) => loads.events.load(case_id),
}
