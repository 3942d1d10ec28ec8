import type { AnyPlugin } from '../plugin.ts'
import { CLAUSE_KINDS, type ClauseKind } from './clause-kinds.ts'
import { CLAUSES, type ClauseId } from './clauses.ts'

/** What fulfils a clause of the standard. */
export type Fulfilment = {
  readonly clause: ClauseId
  readonly kind: ClauseKind
  /** Plugins and rooms that claim it. */
  readonly holders: readonly string[]
  /** Codes of indicators. */
  readonly indicators: readonly string[]
  /** Codes of the clocks that tell of it. */
  readonly alerts: readonly string[]
  /** Root fields of the API. */
  readonly fields: readonly string[]
  readonly pages: readonly string[]
}

/** What every control activity has from the room of plans, and every target from that of missed targets. */
const OF_PLANS = { indicator: 'plan-execution-rate', alert: 'plan-occurrence', fields: ['plans', 'makePlan'] } as const
const OF_TARGETS = 'target-missed'

/** What fulfils each clause, as plugins and rooms declare it. */
export const fulfilments = (plugins: readonly AnyPlugin[]): readonly Fulfilment[] =>
  (Object.keys(CLAUSES) as readonly ClauseId[]).map((clause) => fulfilmentOf(clause, plugins))

const fulfilmentOf = (clause: ClauseId, plugins: readonly AnyPlugin[]): Fulfilment => {
  const kind = CLAUSE_KINDS[clause]
  const holders = plugins.filter((plugin) => plugin.clauses.includes(clause))
  const indicators = plugins.flatMap(({ indicators: all = [] }) => all.filter((each) => each.clause === clause))
  const clocks = plugins.flatMap(({ clocks: ofCases = [], subjectClocks = [] }) =>
    [...ofCases, ...subjectClocks].filter((each) => each.clause === clause),
  )
  const answers = holders.flatMap((plugin) => plugin.answers?.[clause] ?? [])
  const isPlanned = kind === 'C' && holders.length > 0
  return {
    clause,
    kind,
    holders: holders.map(({ name }) => name),
    indicators: unique([...indicators.map(({ code }) => code), ...(isPlanned ? [OF_PLANS.indicator] : [])]),
    alerts: unique([
      ...clocks.map(({ code }) => code),
      ...(indicators.some(({ target }) => target !== undefined) ? [OF_TARGETS] : []),
      ...(isPlanned ? [OF_PLANS.alert] : []),
    ]),
    fields: unique([...answers.flatMap(({ fields }) => fields), ...(isPlanned ? OF_PLANS.fields : [])]),
    pages: unique(answers.map(({ page }) => page)),
  }
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)]

/** What is wanting for a clause, given how many tests name it: the names of empty columns. */
export const wantingOf = (
  { holders, indicators, alerts, fields, pages }: Fulfilment,
  tests: readonly string[],
): readonly string[] => {
  const columns = { plugin: holders, indicators, alerts, API: fields, page: pages, tests }
  return Object.entries(columns).flatMap(([name, entries]) => (entries.length === 0 ? [name] : []))
}
