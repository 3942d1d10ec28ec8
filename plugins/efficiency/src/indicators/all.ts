import type { Indicator } from '@zhikong/core'
import * as conduct from './conduct.ts'
import * as onTime from './on-time.ts'
import * as volumes from './volumes.ts'

/** Everything that efficiency tells, in the order in which reports print it. */
export const indicators: readonly Indicator[] = [
  ...Object.values(onTime),
  ...Object.values(volumes),
  ...Object.values(conduct),
]
