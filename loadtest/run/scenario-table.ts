import type { Extent } from '../k6/plan.ts'
import type { Scenario } from '../k6/thresholds.ts'

/** What a scenario is for, and how much it asks for unless told otherwise. */
export type ScenarioRow = {
  readonly what: string
  readonly extent: Extent
  /** Streams over server-sent events that the runner follows beside k6, which reads no streams. */
  readonly streams: number
  /** Seconds that k6 may take beyond `seconds`: opening consoles and ending them. */
  readonly slack: (extent: Extent) => number
}

/** All scenarios. */
export const SCENARIO_TABLE: Readonly<Record<Scenario, ScenarioRow>> = {
  reads: {
    what: 'people of different reach at consoles: overview, a region below, lists, one case with its events',
    extent: { vus: 20, rate: 0, seconds: 60 },
    streams: 0,
    slack: () => 30,
  },
  intake: {
    what: 'systems report in batches of 500 and event by event; five times as much in the middle third',
    extent: { vus: 20, rate: 500, seconds: 60 },
    streams: 0,
    slack: () => 30,
  },
  subscriptions: {
    what: 'consoles follow their regions over WebSocket, systems over server-sent events, while cases end everywhere',
    extent: { vus: 200, rate: 80, seconds: 45 },
    streams: 20,
    slack: ({ vus }) => 60 + vus / 10,
  },
  monday: {
    what: 'Monday at nine: consoles open, people read, halls report, cards fall due and are urged on',
    extent: { vus: 30, rate: 400, seconds: 75 },
    streams: 5,
    slack: () => 60,
  },
  soak: {
    what: 'a working day at a low rate, for long; memory of the server must stay flat',
    extent: { vus: 6, rate: 100, seconds: 1_800 },
    streams: 5,
    slack: () => 60,
  },
}
