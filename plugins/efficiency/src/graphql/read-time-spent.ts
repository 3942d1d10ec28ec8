import { loadCalendars, suspensionsOf, type PluginTransaction, type Reach, type RegionTree } from '@zhikong/core'
import { selectClosedSample, type SampledCase } from '../queries/closed-sample.ts'
import { stretchesOf, type Stretch } from '../rules/stretches.ts'
import { byKey, spentBy, type Spent } from '../rules/time-spent.ts'

/** Where the working time of closed cases went; of a sample where there are many. */
export type TimeSpent = {
  /** How many cases were closed. */
  readonly cases: number
  /** Of how many the events were read. */
  readonly sampled: number
  /** What those took together, in working days. */
  readonly days: number
  readonly steps: readonly Spent[]
  /** By window id; the empty key is none named. */
  readonly windows: readonly Spent[]
  /** By hall id. */
  readonly halls: readonly Spent[]
}

const MOST_LINES = 20

type Cut = { readonly hallId: number; readonly stretches: readonly Stretch[] }

/** Reads what went where, in the transaction of a reader. */
export async function readTimeSpent(
  trx: PluginTransaction<unknown>,
  tree: RegionTree,
  reach: Reach,
  period: { readonly from: string; readonly to: string },
): Promise<TimeSpent> {
  const calendars = await loadCalendars(trx, (id) => tree.byId(id))
  const { cases, total } = await selectClosedSample(trx, reach, period)
  const cut = cases.map((one): Cut => ({ hallId: one.hallId, stretches: cutUp(one, calendars) }))
  const halls = spentBy(
    cut.map(({ hallId, stretches }) => byKey(stretches, () => String(hallId))),
    MOST_LINES,
  )
  const by = (keyOf: (stretch: Stretch) => string) =>
    spentBy(
      cut.map(({ stretches }) => byKey(stretches, keyOf)),
      MOST_LINES,
    )
  return {
    cases: total,
    sampled: cases.length,
    days: halls.reduce((sum, { days }) => sum + days, 0),
    steps: by(({ step }) => step),
    windows: by(({ windowId }) => (windowId === null ? '' : String(windowId))),
    halls,
  }
}

const cutUp = (one: SampledCase, calendars: Awaited<ReturnType<typeof loadCalendars>>): readonly Stretch[] =>
  stretchesOf(one, calendars.byId(one.calendarId), suspensionsOf(one.events, one.endedAt))
