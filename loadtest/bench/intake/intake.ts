import type { Bench } from '../ground.ts'
import { bulkEvents } from './bulk-events.ts'
import { singleEvents } from './single-events.ts'
import { wholeIntake } from './whole-intake.ts'

/** The benchmarks of intake. */
export const intake: readonly Bench[] = [
  { code: 'B1', run: wholeIntake },
  { code: 'B2', run: singleEvents },
  { code: 'B3', run: bulkEvents },
]
