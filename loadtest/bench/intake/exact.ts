import { setTimeout as wait } from 'node:timers/promises'
import type { Check } from '../outcome.ts'
import type { Stage } from './stage.ts'

/** What must be there of an arm when all its rounds are over. */
export type Expected = { readonly sources: readonly string[]; readonly cases: number; readonly events: number }

type Counted = {
  readonly cases: number
  readonly events: number
  readonly accepted: number
  readonly closed: number
  readonly acceptedFigure: number
  readonly closedFigure: number
}

const PATIENCE_MS = 60_000

/** Counts the cases and events of an arm, and what the province's figures say of all cases once deltas are folded. */
export const checkExact = async ({ pool }: Stage, { sources, cases, events }: Expected): Promise<Check> => {
  await untilFolded(pool)
  const { rows } = await pool.query<Counted>(
    `select
      (select count(*) from core."case" where source = any($1))::int as cases,
      (select count(*) from core.case_event e join core."case" c using (area_code, opened_on, case_id)
        where c.source = any($1))::int as events,
      (select count(accepted_at) from core."case")::int as accepted,
      (select count(*) from core."case" where state = 'CLOSED')::int as closed,
      ${figure('cases-accepted')} as "acceptedFigure", ${figure('cases-closed')} as "closedFigure"`,
    [sources],
  )
  const [found] = rows
  if (found === undefined) throw new Error('Nothing was counted.')
  const { accepted, closed } = found
  return {
    said:
      `of ${cases} cases and ${events} events ${found.cases} and ${found.events} are stored; ` +
      `of ${accepted} accepted and ${closed} closed cases the figures say ${found.acceptedFigure} and ${found.closedFigure}`,
    holds:
      found.cases === cases &&
      found.events === events &&
      found.acceptedFigure === accepted &&
      found.closedFigure === closed,
  }
}

const figure = (measure: string): string => `(select coalesce(sum(t.whole), 0) from core.measure_month t
  join core.region r on r.id = t.region_id where r.level = 'PROVINCE' and t.measure = '${measure}')::int`

const untilFolded = async (pool: Stage['pool']): Promise<void> => {
  const until = performance.now() + PATIENCE_MS
  while (performance.now() < until) {
    const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from core.measure_delta')
    if (rows[0]?.n === 0) return
    await wait(250)
  }
}
