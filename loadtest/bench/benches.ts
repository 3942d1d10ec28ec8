import type { Bench } from './ground.ts'
import { intake } from './intake/intake.ts'
import { reads } from './reads/reads.ts'
import { streams } from './streams/streams.ts'

/** All benchmarks, in the order in which they are run. */
export const BENCHES: readonly Bench[] = [...intake, ...reads, ...streams]
