import { setTimeout as wait } from 'node:timers/promises'
import { openEndpoint, type Endpoint } from '../endpoint.ts'
import type { Ground } from '../ground.ts'
import type { SizedSet } from './sized-set.ts'

const REPORT = 'mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) { stored } }'
const MEASURE = 'cases-accepted'
/** Steady intake: so many events every so many milliseconds. */
const BATCH = { events: 50, everyMs: 250 }
const PROBES = { quick: 15, whole: 400 }
const LOOK_MS = 4
const PATIENCE_MS = 60_000
/** Probes begin at every moment between two folds. */
const PAUSE = { stepMs: 37, mostMs: 250 }

type Hall = { readonly code: string; readonly regionId: number }

/**
 * How long after its commit a case is in the figure of its county, while events come in steadily elsewhere;
 * milliseconds, one for each probe. Counted from the answer, which follows the commit at once.
 */
export const measureFreshness = async (set: SizedSet, ground: Ground): Promise<readonly number[]> => {
  const { halls, matter } = await readPlaces(set)
  const [probed, ...others] = halls
  if (probed === undefined || others.length === 0) throw new Error('There are no halls of counties.')
  const endpoint = openEndpoint(`${set.server.url}/graphql`, 4, set.key)
  const ended = new AbortController()
  const run = `${Date.now()}`
  const steady = steadyIntake(endpoint, ended.signal, (n) => {
    const hall = others[n % others.length] ?? probed
    return accepted(`${run} steady ${n}`, hall.code, matter)
  })
  try {
    const times: number[] = []
    for (let n = 0; n < PROBES[ground.quick ? 'quick' : 'whole']; n++) {
      ground.stopping.throwIfAborted()
      await wait((n * PAUSE.stepMs) % PAUSE.mostMs)
      times.push(await probe(set, endpoint, probed, accepted(`${run} probe ${n}`, probed.code, matter)))
    }
    return times
  } finally {
    ended.abort()
    await steady
    endpoint.close()
  }
}

const steadyIntake = async (endpoint: Endpoint, ended: AbortSignal, make: (n: number) => object): Promise<void> => {
  for (let n = 0; !ended.aborted; n += BATCH.events) {
    const due = performance.now() + BATCH.everyMs
    await endpoint.ask(REPORT, { input: Array.from({ length: BATCH.events }, (_, at) => make(n + at)) })
    await wait(Math.max(0, due - performance.now()))
  }
}

const probe = async (set: SizedSet, endpoint: Endpoint, hall: Hall, event: object): Promise<number> => {
  const before = await countIn(set, hall)
  await endpoint.ask(REPORT, { input: [event] })
  const committed = performance.now()
  for (;;) {
    if ((await countIn(set, hall)) > before) return performance.now() - committed
    if (performance.now() - committed > PATIENCE_MS) throw new Error('A figure did not follow its case in time.')
    await wait(LOOK_MS)
  }
}

const countIn = async ({ database: { pool } }: SizedSet, { regionId }: Hall): Promise<number> => {
  const { rows } = await pool.query<{ n: number }>({
    name: 'figure',
    text: `select coalesce(sum(whole), 0)::int as n from core.measure_month where region_id = $1 and measure = '${MEASURE}'`,
    values: [regionId],
  })
  return rows[0]?.n ?? 0
}

const readPlaces = async ({ database: { pool } }: SizedSet) => {
  const halls = await pool.query<Hall>(`select h.code, r.id as "regionId" from core.hall h
    join core.region r on r.id = h.region_id where r.level = 'COUNTY' order by h.code`)
  const matters = await pool.query<{ code: string }>('select code from core.matter order by code limit 1')
  return { halls: halls.rows, matter: matters.rows[0]?.code ?? '' }
}

const accepted = (externalId: string, hall: string, matter: string) => ({
  source: 'freshness',
  externalId,
  eventId: 'accepted',
  kind: 'ACCEPTED',
  occurredAt: new Date().toISOString(),
  hall,
  matter,
})
