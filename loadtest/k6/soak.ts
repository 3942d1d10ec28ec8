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
const PAUSE_S = 5
/** A console that is left open is opened anew so often, so that sockets come and go as well. */
const SITTING_S = 120
const SINGLE_SHARE = 0.2

const calls = callsPerMinute(rate, SINGLE_SHARE)

const always = (name: string, perMinute: number) =>
  ({
    executor: 'constant-arrival-rate',
    exec: name,
    timeUnit: '1m',
    rate: perMinute,
    preAllocatedVUs: 5,
    maxVUs: 20,
    duration: `${seconds}s`,
    gracefulStop: GRACE,
  }) as const

/** A working day at a low rate, for long: everything goes on, and nothing may pile up. */
export const options: Options = {
  ...commonOptions('soak'),
  scenarios: {
    people: { executor: 'constant-vus', exec: 'look', vus, duration: `${seconds}s`, gracefulStop: GRACE },
    desks: { executor: 'constant-vus', exec: 'follow', vus, duration: `${seconds}s`, gracefulStop: GRACE },
    bulk: always('bulk', calls.bulk),
    single: always('single', calls.single),
    warned: always('warned', 10),
    urges: always('urge', 6),
  },
}

export const look = (): void => lookAround(exec.vu.idInTest, PAUSE_S)

export const follow = (): void => {
  const left = exec.scenario.startTime + seconds * 1_000 - Date.now()
  sitAndFollow(exec.vu.idInTest, Math.max(1, Math.min(SITTING_S * 1_000, left)))
}

export const urge = (): void => urgeAs(runningNumber())
