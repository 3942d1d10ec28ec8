import type { Builder, Host } from '@zhikong/core'
import type { Improvement } from '../tables.ts'
import { defineEnums } from './enums.ts'
import { defineExtensions } from './extension-mutations.ts'
import { defineHandOver } from './hand-over.ts'
import { defineRecheck } from './recheck.ts'
import { defineRectificationLists } from './rectification-lists.ts'
import { defineRectification } from './rectification.ts'
import { defineMethodLog } from './method-log.ts'
import { definePublicUrge } from './public-urge.ts'
import { defineRatingFaults } from './rating-faults.ts'
import { defineTerms } from './terms.ts'
import { defineTrends } from './trend.ts'
import { defineUnitSteps } from './unit-steps.ts'
import { defineUrgeMutations } from './urge-mutations.ts'
import { defineUrges } from './urge.ts'
import { defineWatch } from './watch-rectification.ts'

/** Writes what improvement adds to the API. */
export const defineImprovement = (builder: Builder, host: Host<Improvement>): void => {
  const enums = defineEnums(builder)
  const Rectification = defineRectification(builder, host, enums)
  defineRectificationLists(builder, host, enums, Rectification)
  defineHandOver(builder, host)
  defineUnitSteps(builder, host)
  defineRecheck(builder, host)
  defineExtensions(builder, host)
  defineWatch(builder, host)
  defineUrges(builder, host, enums)
  defineUrgeMutations(builder, host)
  definePublicUrge(builder, host, enums)
  defineTrends(builder, host, enums)
  defineRatingFaults(builder, host, enums)
  defineMethodLog(builder, host)
  defineTerms(builder, host)
}
