import type { CaseMeasure } from '@zhikong/core'
import * as cards from './cards.ts'
import * as ends from './ends.ts'
import { handlingTimes } from './handling-time.ts'
import * as immediacy from './immediacy.ts'
import { casesAccepted } from './intake.ts'
import { limitsUsed } from './limit-used.ts'
import { casesOverdue } from './overdue.ts'
import * as secondLooks from './second-looks.ts'

/** Everything that efficiency counts over cases. */
export const measures: readonly CaseMeasure[] = [
  casesAccepted,
  ...Object.values(ends),
  casesOverdue,
  ...Object.values(cards),
  ...Object.values(immediacy),
  ...Object.values(secondLooks),
  ...handlingTimes,
  ...limitsUsed,
]
