/** The scenarios, by name. */
export const SCENARIOS = ['reads', 'intake', 'subscriptions', 'monday', 'soak'] as const
export type Scenario = (typeof SCENARIOS)[number]

/** What a scenario must keep to. The limit is what people and other systems can live with, not what was measured once. */
export type Threshold = {
  readonly scenario: Scenario
  /** As k6 names it, `http_req_duration{name:Overview}`; those that begin with `run_` the runner measures itself. */
  readonly metric: string
  /** What of it: `p(95)`, `rate`, `count`, `value`. */
  readonly of: string
  readonly limit: { readonly below: number } | { readonly atLeast: number } | { readonly exactly: number }
  readonly because: string
}

const NO_FAULTS = {
  metric: 'faults',
  of: 'rate',
  limit: { exactly: 0 },
  because: 'Every question is answered with data.',
}
const ALL_STORED = {
  metric: 'events_not_stored',
  of: 'count',
  limit: { exactly: 0 },
  because: 'What was answered as taken is stored; nothing that is sent is refused.',
}
const NO_DROPS = { metric: 'sockets_dropped', of: 'count', limit: { exactly: 0 }, because: 'No console is cut off.' }
const IN_ORDER = {
  metric: 'deliveries_out_of_order',
  of: 'count',
  limit: { exactly: 0 },
  because: 'A stream tells each event once, in order.',
}
const STREAMS_WHOLE = {
  metric: 'run_sse_lost',
  of: 'value',
  limit: { exactly: 0 },
  because: 'A stream over server-sent events misses nothing either.',
}

const page = (name: string, of: string, below: number, because: string) => ({
  metric: `http_req_duration{name:${name}}`,
  of,
  limit: { below },
  because,
})

const BY_SCENARIO: Readonly<Record<Scenario, readonly Omit<Threshold, 'scenario'>[]>> = {
  reads: [
    NO_FAULTS,
    page('Overview', 'p(95)', 1_000, 'A second is as long as a thought goes on without a break.'),
    page('Cases', 'p(95)', 500, 'A list is turned page by page.'),
    page('Alerts', 'p(95)', 500, 'So is the board of cards.'),
    page('Case', 'p(95)', 500, 'One case is opened after the other.'),
    {
      metric: 'console_opening_ms',
      of: 'p(95)',
      limit: { below: 2_500 },
      because: 'A console opens while one sits down: six questions at once.',
    },
  ],
  intake: [
    NO_FAULTS,
    ALL_STORED,
    page('Report', 'p(95)', 2_000, 'A system waits for the answer before it sends the next batch, also in a burst.'),
    {
      metric: 'dropped_iterations',
      of: 'count',
      limit: { below: 10 },
      because: 'What was wished was sent indeed: fewer than ten calls found nobody to send them.',
    },
  ],
  subscriptions: [
    NO_FAULTS,
    ALL_STORED,
    NO_DROPS,
    IN_ORDER,
    {
      metric: 'run_deliveries_lost',
      of: 'value',
      limit: { exactly: 0 },
      because: 'Each console is told of every case within its reach.',
    },
    STREAMS_WHOLE,
    {
      metric: 'delivery_ms',
      of: 'p(95)',
      limit: { below: 1_000 },
      because: 'What happens at a window is seen within a second.',
    },
    {
      metric: 'deliveries_made',
      of: 'count',
      limit: { atLeast: 1 },
      because: 'A run in which nothing is told shows nothing.',
    },
  ],
  monday: [
    NO_FAULTS,
    ALL_STORED,
    NO_DROPS,
    IN_ORDER,
    STREAMS_WHOLE,
    page('Overview', 'p(95)', 2_000, 'While everybody comes at once it may take longer.'),
    page('Report', 'p(95)', 2_000, 'Halls open at the same time; their systems must not pile up.'),
    {
      metric: 'console_opening_ms',
      of: 'p(95)',
      limit: { below: 5_000 },
      because: 'Nobody should think that it hangs and load the page again.',
    },
    {
      metric: 'delivery_ms',
      of: 'p(95)',
      limit: { below: 2_000 },
      because: 'Streams go on while reads and intake are at their height.',
    },
    {
      metric: 'cards_delivered',
      of: 'count',
      limit: { atLeast: 1 },
      because: 'Cards fall due during the run and reach consoles.',
    },
  ],
  soak: [
    NO_FAULTS,
    ALL_STORED,
    NO_DROPS,
    IN_ORDER,
    STREAMS_WHOLE,
    {
      metric: 'run_memory_growth',
      of: 'value',
      limit: { below: 1.1 },
      because: 'After warming up, memory of the server in the last third is at most a tenth above the first third.',
    },
    page('Overview', 'p(95)', 1_000, 'It is as quick at the end as at the beginning.'),
  ],
}

/** The whole table. */
export const THRESHOLDS: readonly Threshold[] = SCENARIOS.flatMap((scenario) =>
  BY_SCENARIO[scenario].map((row) => ({ scenario, ...row })),
)

/** Whether the runner measures a metric, rather than k6. */
export const isOfRunner = (metric: string): boolean => metric.startsWith('run_')

/** A limit as k6 writes it: `p(95)<500`. */
export const expressionOf = ({ of, limit }: Pick<Threshold, 'of' | 'limit'>): string => {
  if ('below' in limit) return `${of}<${limit.below}`
  return 'atLeast' in limit ? `${of}>=${limit.atLeast}` : `${of}==${limit.exactly}`
}

/** The thresholds of a scenario that k6 watches, as its options have them. */
export const thresholdsOf = (scenario: Scenario): Record<string, string[]> => {
  const rows = THRESHOLDS.filter((row) => row.scenario === scenario && !isOfRunner(row.metric))
  return Object.fromEntries(rows.map((row) => [row.metric, [expressionOf(row)]]))
}
