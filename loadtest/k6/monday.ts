import exec from 'k6/execution'
import type { Options } from 'k6/options'
import { commonOptions, GRACE } from './common-options.ts'
import { callsPerMinute } from './intake-work.ts'
import { lookAround } from './look-around.ts'
import { plan } from './read-plan.ts'
import { runningNumber } from './report.ts'
import { sitAndFollow } from './sit-and-follow.ts'
import { urge as urgeAs } from './urge.ts'

export { handleSummary } from './end.ts'
export { bulk, single, warned } from './intake-work.ts'

const { rate, seconds, vus } = plan.extent
const part = (share: number): string => `${Math.max(1, Math.round(seconds * share))}s`
/** Between pages; at nine o'clock people look at what came over the weekend. */
const PAUSE_S = 4
const SINGLE_SHARE = 0.2

const calls = callsPerMinute(rate, SINGLE_SHARE)

/** Nothing at first, all of it within a fifth of the time, and then a quieter rest. */
const ramp = (most: number) => [
  { target: most, duration: part(0.2) },
  { target: most, duration: part(0.4) },
  { target: Math.max(1, Math.round(most / 3)), duration: part(0.4) },
]

const arriving = (name: string, perMinute: number) =>
  ({
    executor: 'ramping-arrival-rate',
    exec: name,
    timeUnit: '1m',
    preAllocatedVUs: 10,
    maxVUs: 150,
    startRate: 0,
    stages: ramp(perMinute),
    gracefulStop: GRACE,
  }) as const

/** Monday at nine: consoles open, people read, halls report, cards fall due and are urged on. */
export const options: Options = {
  ...commonOptions('monday'),
  scenarios: {
    people: { executor: 'ramping-vus', exec: 'look', startVUs: 0, stages: ramp(vus), gracefulStop: GRACE },
    desks: { executor: 'per-vu-iterations', exec: 'follow', vus, iterations: 1, maxDuration: `${seconds + 10}s` },
    bulk: arriving('bulk', calls.bulk),
    single: arriving('single', calls.single),
    warned: arriving('warned', 30),
    urges: arriving('urge', 20),
  },
}

export const look = (): void => lookAround(exec.vu.idInTest, PAUSE_S)

/** A console that is left open, from some moment of the first fifth to the end. */
export const follow = (): void => {
  const desk = runningNumber()
  const begin = (desk / vus) * seconds * 200
  setTimeout(() => sitAndFollow(desk, seconds * 1_000 - begin), begin)
}

export const urge = (): void => urgeAs(runningNumber())
