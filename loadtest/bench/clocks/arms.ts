import { replaceThresholds } from '@zhikong/core'
import type pg from 'pg'
import type { Arm } from '../arm.ts'
import { copyId } from './copies.ts'
import type { Stage } from './stage.ts'
import type { Template } from './templates.ts'

/** Which clocks an operation is about. */
export type Load = {
  readonly operations: number
  /** Clocks in an operation. */
  readonly events: number
  readonly width: number
  readonly clocksOf: (round: number, n: number) => readonly number[]
}

const DAY_UNITS = 25_200_000

/** The row of clock `n`: of its template, at another moment of the day. */
const thresholdOf = (kind: 'resting' | 'due', templates: readonly Template[], n: number): Template => {
  const template = templates[n % templates.length]
  if (template === undefined) throw new Error('There are no templates')
  const later = kind === 'resting' ? (n * 7919) % DAY_UNITS : 0
  return { ...template, threshold: template.threshold + later, caseId: copyId(kind, n) }
}

/** Starts clocks by the product's own statement, in its own scope. */
export const startOwn = ({ database, templates }: Stage, kind: 'resting' | 'due', clocks: readonly number[]) => {
  const rows = clocks.map((n) => thresholdOf(kind, templates[kind], n))
  return database.withScope({ mode: 'engine' }, (trx) => replaceThresholds(trx, [], rows))
}

/** Starts jobs with keys by the peer's own call for many. */
export const startPeer = async ({ peer, templates }: Stage, kind: 'resting' | 'due', clocks: readonly number[]) => {
  const due = kind === 'due' ? templates.dueFrom.getTime() : Date.now() + 90 * 86_400_000
  await peer.addJobs(
    clocks.map((n) => {
      const later = kind === 'resting' ? (n * 7919) % DAY_UNITS : n % 25
      return { identifier: 'clock', payload: { n }, jobKey: `${kind} ${n}`, runAt: new Date(due + later) }
    }),
  )
}

const count = async (pool: pg.Pool, from: string): Promise<number> => {
  const { rows } = await pool.query<{ n: string }>(`select count(*) as n from ${from}`)
  return Number(rows[0]?.n)
}

const JOBS = 'graphile_worker._private_jobs'
const arm = (
  name: string,
  { pool }: Stage,
  from: string,
  load: Load,
  work: (clocks: readonly number[]) => Promise<number>,
): Arm => {
  const { operations, width, events, clocksOf } = load
  const rows = () => count(pool, from)
  // Each operation tells how many rows it adds; those that take away, below zero.
  return {
    name,
    pid: undefined,
    operations,
    width,
    events,
    rows,
    expected: 0,
    operate: (round, n) => work(clocksOf(round, n)),
  }
}

/** Starting clocks, ours and the peer's. */
export const startingArms = (stage: Stage, load: Load): readonly [Arm, Arm] => {
  const expected = load.operations * load.events
  const own = arm('own', stage, 'core.threshold', load, async (clocks) => {
    await startOwn(stage, 'resting', clocks)
    return clocks.length
  })
  const peer = arm('graphile-worker', stage, JOBS, load, async (clocks) => {
    await startPeer(stage, 'resting', clocks)
    return clocks.length
  })
  return [
    { ...own, expected },
    { ...peer, expected },
  ]
}

/** Cancelling clocks by what they are of, in one statement for a call. */
export const cancellingOwn = (stage: Stage, load: Load): Arm => {
  const { database, templates } = stage
  const own = arm('own', stage, 'core.threshold', load, async (clocks) => {
    const keys = clocks.map((n) => thresholdOf('resting', templates.resting, n))
    await database.withScope({ mode: 'engine' }, (trx) => replaceThresholds(trx, keys, []))
    return -clocks.length
  })
  return { ...own, expected: -load.operations * load.events }
}

/** The peer cancels a job by its key in a call; there is none for many, so that many calls in a statement are the most. */
export const cancellingPeer = (name: string, stage: Stage, load: Load): Arm => {
  const { pool } = stage
  const text = 'select count(graphile_worker.remove_job(key)) as n from unnest($1::text[]) key'
  const peer = arm(name, stage, JOBS, load, async (clocks) => {
    const values = [clocks.map((n) => `resting ${n}`)]
    const { rows } = await pool.query<{ n: string }>({ name: 'cancel', text, values })
    return -Number(rows[0]?.n)
  })
  return { ...peer, expected: -load.operations * load.events }
}
