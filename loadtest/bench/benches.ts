import type { Bench } from './ground.ts'
import { clocks } from './clocks/clocks.ts'
import { faults } from './faults/faults.ts'
import { imports } from './import/import.ts'
import { intake } from './intake/intake.ts'
import { reads } from './reads/reads.ts'
import { rollups } from './rollups/rollups.ts'
import { streams } from './streams/streams.ts'

/** All benchmarks, in the order in which they are run. */
export const BENCHES: readonly Bench[] = [...intake, ...reads, ...streams, ...rollups, ...clocks, ...faults, ...imports]
