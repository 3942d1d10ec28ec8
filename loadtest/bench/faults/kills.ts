import { setTimeout as wait } from 'node:timers/promises'
import type { Ground } from '../ground.ts'
import type { Check, Outcome } from '../outcome.ts'
import { zhikong } from '../product.ts'
import { spreadOf } from '../spread.ts'
import type { Stage } from './stage.ts'

/** Waits no longer for figures to be folded. */
const PATIENCE_MS = 60_000

/** Kills each of the three in turn while a source reports as much as it can. */
export const killEach = async (ground: Ground, stage: Stage, pauseSeconds: number): Promise<Outcome> => {
  const { sender, database } = stage
  const enough = new AbortController()
  const burst = sender.burst(AbortSignal.any([enough.signal, ground.stopping]))
  const pause = () => wait(pauseSeconds * 1000, undefined, { signal: ground.stopping })
  const killed: Record<string, number[]> = { 'the api': [], 'the worker': [], PostgreSQL: [] }
  try {
    for (let round = 0; round < ground.rounds; round++) {
      for (const [name, kill] of Object.entries({
        'the api': () => stage.killAndRestart('api'),
        'the worker': () => stage.killAndRestart('worker'),
        PostgreSQL: database.killAndRecover,
      })) {
        await pause()
        ground.say(`B9 kill ${round + 1}/${ground.rounds}: ${name}, ${sender.acknowledged()} events so far`)
        const begun = performance.now()
        const [answered] = await Promise.all([sender.nextAnswer(ground.stopping), kill()])
        killed[name]?.push((answered - begun) / 1000)
      }
    }
    await pause()
  } finally {
    enough.abort()
  }
  const { events, resent } = await burst
  const arms = Object.entries(killed).map(([name, gaps]) => [
    `${name} killed`,
    { 's until a call was answered': spreadOf(gaps) },
  ])
  const question = `${3 * ground.rounds} times kill -9 while ${events} events came; ${resent} calls were sent again`
  return { code: 'B9 kill', question, arms: Object.fromEntries(arms), ratios: [] }
}

/** What must be so after all that was done. */
export const provenBy = async ({ database: { pool }, sender, settings }: Stage): Promise<readonly Check[]> => {
  const sent = sender.acknowledged()
  const { rows } = await pool.query<{ events: number; cases: number; numbers: number }>(
    `select count(*)::int as events, count(distinct case_id)::int as cases,
      count(distinct external_id)::int as numbers
    from core.case_event join core."case" using (area_code, opened_on, case_id) where source = 'bench faults'`,
  )
  const [found] = rows
  const left = await folded(pool)
  const said = await zhikong(settings, 'check').catch((error: unknown) => String(error))
  return [
    {
      said: `${found?.events} events are stored of ${sent} acknowledged ones, of ${found?.cases} cases`,
      holds: found?.events === sent && found.cases === sent / 4 && found.numbers === found.cases,
    },
    {
      said: `${left} deltas wait; zhikong check: ${said.split('\n').at(-1)}`,
      holds: left === 0 && !said.includes('✗') && said.includes('✓'),
    },
  ]
}

const folded = async (pool: Stage['database']['pool']): Promise<number> => {
  for (const end = performance.now() + PATIENCE_MS; ; await wait(200)) {
    const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from core.measure_delta')
    const left = rows[0]?.n ?? 0
    if (left === 0 || performance.now() > end) return left
  }
}
