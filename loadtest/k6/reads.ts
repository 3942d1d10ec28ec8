import exec from 'k6/execution'
import type { Options } from 'k6/options'
import { commonOptions, GRACE } from './common-options.ts'
import { lookAround } from './look-around.ts'
import { plan } from './read-plan.ts'

export { handleSummary } from './end.ts'

const { vus, seconds } = plan.extent
const PAUSE_S = 2

/** People of different reach at their consoles, two seconds on a page. */
export const options: Options = {
  ...commonOptions('reads'),
  scenarios: { reads: { executor: 'constant-vus', vus, duration: `${seconds}s`, gracefulStop: GRACE } },
}

export default (): void => lookAround(exec.vu.idInTest, PAUSE_S)
