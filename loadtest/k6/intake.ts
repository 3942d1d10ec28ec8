import type { Options } from 'k6/options'
import { commonOptions, GRACE } from './common-options.ts'
import { callsPerMinute } from './intake-work.ts'
import { plan } from './read-plan.ts'

export { handleSummary } from './end.ts'
export { bulk, single } from './intake-work.ts'

const { rate, seconds, vus } = plan.extent
/** Of a tenth of the events each comes by itself, from windows; the others in batches. */
const SINGLE_SHARE = 0.1
/** In the middle third batches come so many times as often. */
const BURST = 5

const third = `${Math.ceil(seconds / 3)}s`
const calls = callsPerMinute(rate, SINGLE_SHARE)

/** Systems report at a steady rate, with a burst in the middle. */
export const options: Options = {
  ...commonOptions('intake'),
  scenarios: {
    bulk: {
      executor: 'ramping-arrival-rate',
      exec: 'bulk',
      timeUnit: '1m',
      preAllocatedVUs: vus,
      startRate: calls.bulk,
      stages: [
        { target: calls.bulk, duration: third },
        { target: calls.bulk * BURST, duration: '0s' },
        { target: calls.bulk * BURST, duration: third },
        { target: calls.bulk, duration: '0s' },
        { target: calls.bulk, duration: third },
      ],
      gracefulStop: GRACE,
    },
    single: {
      executor: 'constant-arrival-rate',
      exec: 'single',
      timeUnit: '1m',
      rate: calls.single,
      preAllocatedVUs: vus,
      duration: `${seconds}s`,
      gracefulStop: GRACE,
    },
  },
}
