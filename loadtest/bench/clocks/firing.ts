import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { Ground } from '../ground.ts'
import type { Figures } from '../outcome.ts'
import { startProcess, startServer } from '../product.ts'
import { spreadOf } from '../spread.ts'
import type { Stage } from './stage.ts'

/** Looking takes a part of the time at most. */
const [LOOK_MS, PART] = [50, 10]

/** Has the product's worker raise what is due; it stays, and is led from then on. */
export const fireOwn = async (ground: Ground, stage: Stage): Promise<Figures> => {
  const before = await count(stage.pool, OWN)
  const worker = await startServer(ground, { ...stage.settings, ROLE: 'worker' }, 4392)
  const figures = await drained(ground, stage.pool, OWN, before)
  await worker.stop()
  return figures
}

/** Has the peer's runner run as many jobs that do nothing. */
export const firePeer = async (ground: Ground, stage: Stage): Promise<Figures> => {
  const before = await count(stage.pool, PEER)
  const worker = await startProcess(ground, 'loadtest/peers/graphile-worker.ts', stage.settings)
  const figures = await drained(ground, stage.pool, PEER, before)
  await worker.stop()
  return figures
}

const OWN = `core.threshold where calendar_id = 'continuous' and threshold < extract(epoch from now()) * 1000`
const PEER = `graphile_worker._private_jobs where run_at <= now()`

/** From the last look at which all were there, so that the start of the process does not count. */
const drained = async ({ stopping }: Ground, pool: pg.Pool, due: string, all: number): Promise<Figures> => {
  let [left, begun, looked] = [all, performance.now(), 0]
  while (left > 0) {
    stopping.throwIfAborted()
    await wait(Math.max(LOOK_MS, looked * PART))
    const since = performance.now()
    left = await count(pool, due)
    looked = performance.now() - since
    if (left === all) begun = performance.now()
  }
  const seconds = (performance.now() - begun) / 1000
  return { 'clocks fired a second': spreadOf([all / seconds]) }
}

const count = async (pool: pg.Pool, from: string): Promise<number> => {
  const { rows } = await pool.query<{ n: string }>(`select count(*) as n from ${from}`)
  return Number(rows[0]?.n)
}
