import exec from 'k6/execution'
import type { Options } from 'k6/options'
import { commonOptions, GRACE } from './common-options.ts'
import { EVENTS_OF_CASE } from './intake-work.ts'
import { due } from './measures.ts'
import { covers } from './reach.ts'
import { plan } from './read-plan.ts'
import { caseDueSoon, nth, report, runningNumber, wholeCase } from './report.ts'
import { personAt } from './sign-in.ts'
import { sitAndFollow } from './sit-and-follow.ts'

export { handleSummary } from './end.ts'

const { rate, seconds, vus } = plan.extent
/** So many consoles sign in and subscribe in a second before anything is reported. */
const CONSOLES_A_SECOND = 15
/** For what was reported last to come through. */
const LAST_S = 5
/** Every so many-th case is one that is soon warned of. */
const WARNED_EACH = 20

const opening = 5 + Math.ceil(vus / CONSOLES_A_SECOND)
const consoles = Array.from({ length: vus }, (_, desk) => personAt(desk))

/** Consoles that follow their regions by sockets, and cases that end in halls everywhere. */
export const options: Options = {
  ...commonOptions('subscriptions'),
  scenarios: {
    consoles: {
      executor: 'per-vu-iterations',
      exec: 'follow',
      vus,
      iterations: 1,
      maxDuration: `${opening + seconds + LAST_S + 10}s`,
      gracefulStop: GRACE,
    },
    cases: {
      executor: 'constant-arrival-rate',
      exec: 'endCase',
      startTime: `${opening}s`,
      timeUnit: '1m',
      rate: Math.max(1, Math.round((rate / EVENTS_OF_CASE) * 60)),
      preAllocatedVUs: 40,
      duration: `${seconds}s`,
      gracefulStop: GRACE,
    },
  },
}

/** One console, from its sign-in to the end. */
export const follow = (): void => {
  const desk = runningNumber()
  const until = exec.scenario.startTime + (opening + seconds + LAST_S) * 1_000
  const wait = (desk / CONSOLES_A_SECOND) * 1_000
  setTimeout(() => sitAndFollow(desk, until - Date.now()), wait)
}

/** One case, reported whole; the consoles that must be told are counted. */
export const endCase = (): void => {
  const n = runningNumber()
  const reporter = nth(plan.reporters, n)
  const hall = nth(reporter.halls, n)
  due.add(consoles.filter((person) => covers(person, hall)).length)
  const soon = n % WARNED_EACH === 0 ? [caseDueSoon(reporter, hall)] : []
  report(reporter, [...wholeCase(reporter, hall, 0), ...soon])
}
