import type { Indicator } from '@zhikong/core'
import * as conduct from './conduct.ts'
import * as onTime from './on-time.ts'
import * as volumes from './volumes.ts'

/** Everything that efficiency tells, in the order in which reports print it. */
export const indicators: readonly Indicator[] = [
  onTime.onTimeRate,
  onTime.statutoryOnTimeRate,
  onTime.onTimeRateWithOpen,
  volumes.casesOverdueIndicator,
  volumes.casesClosedLateIndicator,
  volumes.casesLateEndedOtherwiseIndicator,
  volumes.casesAcceptedIndicator,
  volumes.casesClosedIndicator,
  volumes.casesOpen,
  volumes.medianHandlingTime,
  conduct.immediateShare,
  conduct.sameDayShare,
  volumes.cardsYellowIndicator,
  volumes.cardsRedIndicator,
  conduct.recordedLateRate,
  conduct.closedWithinSecondsRate,
  conduct.lastTenthRate,
]
