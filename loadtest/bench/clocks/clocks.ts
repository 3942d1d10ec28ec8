import { setTimeout as wait } from 'node:timers/promises'
import { compare, type Comparison } from '../compare.ts'
import type { Bench, Ground } from '../ground.ts'
import type { Check, Outcome } from '../outcome.ts'
import { cancellingOwn, cancellingPeer, startingArms, startOwn, startPeer, type Load } from './arms.ts'
import { copyCases } from './copies.ts'
import { fireOwn, firePeer } from './firing.ts'
import { changeHoliday } from './holiday.ts'
import { probe } from './probe.ts'
import { setStage, type Size, type Stage } from './stage.ts'

const CALL = 1_000
const WIDTH = 2
/** Of clocks cancelled one by one so many fewer are. */
const SINGLE_PART = 10

const sizeOf = ({ quick }: Ground): Size =>
  quick
    ? { running: 21_000, fired: 2_000, cancelled: 9_000 }
    : { running: 5_000_000, fired: 400_000, cancelled: 400_000 }

/** Starts all clocks in calls of 1,000, a part in each round. */
const starting = (stage: Stage, all: number, rounds: number): Comparison => {
  const [own, peer] = startingArms(
    stage,
    inRounds(all, rounds, (n) => n),
  )
  return {
    code: 'B8 start',
    question: `${all} clocks started, in calls of ${CALL}, each durable`,
    own,
    peers: [{ arm: peer, goal: { atLeast: 1 } }],
  }
}

/**
 * Cancels clocks that are spread over all of them, as cases do not end in the order in which they began. The peer has a
 * call for one job; a statement with a thousand of them is beside it.
 */
const cancelling = (stage: Stage, { running, cancelled }: Size, rounds: number): Comparison => {
  const stride = Math.floor(running / cancelled)
  const single = { ...inRounds(cancelled / SINGLE_PART, rounds, (n) => n * stride * SINGLE_PART + 1, 1), width: 16 }
  return {
    code: 'B8 cancel',
    question: `${cancelled} of ${running} clocks cancelled, in calls of ${CALL}`,
    own: cancellingOwn(
      stage,
      inRounds(cancelled, rounds, (n) => n * stride),
    ),
    peers: [
      { arm: cancellingPeer('graphile-worker', stage, single), goal: { atLeast: 20 } },
      {
        arm: cancellingPeer(
          'graphile-worker, 1,000 calls in a statement',
          stage,
          inRounds(cancelled, rounds, (n) => n * stride),
        ),
        goal: null,
      },
    ],
  }
}

/** A round has its own part of all; the first, unmeasured, is as large as the others. */
const inRounds = (all: number, rounds: number, clockOf: (n: number) => number, events = CALL): Load => {
  const operations = Math.max(1, Math.floor(all / events / (rounds + 1)))
  return {
    operations,
    events,
    width: WIDTH,
    clocksOf: (round, n) =>
      Array.from({ length: events }, (_, at) => clockOf(((round + 1) * operations + n) * events + at)),
  }
}

const run = async (ground: Ground): Promise<readonly Outcome[]> => {
  const [size, stage] = [sizeOf(ground), await setStage(ground)]
  const { running, fired } = size
  await copyCases(stage.pool, 'resting', stage.templates.resting, running, (done) =>
    ground.say(`${done} of ${running} made-up cases`),
  )
  const started = await compare(starting(stage, running, ground.rounds), ground)
  const idle = await probe(ground, stage)
  await startDue(ground, stage, fired)
  const arms = { own: await fireOwn(ground, stage), 'graphile-worker': await firePeer(ground, stage) }
  const checks = await firedChecks(stage, fired)
  const cancelled = await compare(cancelling(stage, size, ground.rounds), ground)
  const holiday = await changeHoliday(ground, stage, running + stage.templates.resting.length)
  return [
    { ...started, arms: { ...started.arms, 'own, nothing due': { 'ms to look': idle } } },
    {
      code: 'B8 fire',
      question: `${fired} clocks fired: ours raises cards, the peer does nothing`,
      arms,
      ratios: [],
      checks,
    },
    cancelled,
    {
      code: 'B8 holiday',
      question: 'a day off more',
      arms: { own: holiday.figures },
      ratios: [],
      checks: holiday.checks,
    },
  ]
}

/** Clocks that are due by the time this is done, ours with their cases. */
const startDue = async (ground: Ground, stage: Stage, fired: number): Promise<void> => {
  await copyCases(stage.pool, 'due', stage.templates.due, fired, (done) =>
    ground.say(`${done} of ${fired} cases to fall due`),
  )
  for (let from = 0; from < fired; from += CALL) {
    const clocks = Array.from({ length: CALL }, (_, at) => from + at)
    await startOwn(stage, 'due', clocks)
    await startPeer(stage, 'due', clocks)
  }
  await wait(Math.max(0, stage.templates.dueFrom.getTime() - Date.now() + 1_000))
}

const firedChecks = async ({ pool, templates }: Stage, fired: number): Promise<readonly Check[]> => {
  const { rows } = await pool.query<{ cases: number; most: number; alike: boolean; jobs: number }>(
    `select count(*)::int as cases, max(n)::int as most, min(n) = max(n) as alike,
      (select count(*)::int from graphile_worker._private_jobs where run_at <= now()) as jobs
    from (select count(*) as n from core.alert
      join core."case" c using (area_code, opened_on, case_id)
      where level = 'YELLOW' and source = 'bench' group by area_code, opened_on, case_id) each`,
  )
  const all = fired + templates.due.length
  const [found] = rows
  return [
    {
      said: `${found?.cases} of ${all} cases have ${found?.most} yellow card each`,
      holds: found?.cases === all && found.alike && found.most === 1,
    },
    { said: `${found?.jobs} of the peer's jobs are left`, holds: found?.jobs === 0 },
  ]
}

/** Clocks: starting, firing and cancelling them, and changing the days that they count. */
export const clocks: readonly Bench[] = [{ code: 'B8', run }]
