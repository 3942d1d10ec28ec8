import type { Builder, Host } from '@zhikong/core'
import type { Efficiency } from '../tables.ts'
import { defineAccountabilityEnums } from './accountability-enums.ts'
import { defineAccountabilityLead } from './accountability-lead.ts'
import { defineAccountabilityLists } from './accountability-lists.ts'
import { defineAccountabilityRecord } from './accountability-record.ts'
import { defineAccountabilityStatistics } from './accountability-statistics.ts'
import { defineLeadMutations } from './lead-mutations.ts'
import { defineOpenAccountability } from './open-accountability.ts'
import { defineRecordSteps } from './record-steps.ts'
import { defineRepeatOffenders } from './repeat-offenders.ts'

/** Writes how units are held to account for inaction, slowness and arbitrariness (clause 6.4-b). */
export const defineAccountability = (builder: Builder, host: Host<Efficiency>): void => {
  const enums = defineAccountabilityEnums(builder)
  const Lead = defineAccountabilityLead(builder, host, enums)
  const Record = defineAccountabilityRecord(builder, host, enums)
  defineAccountabilityLists(builder, host, { ...enums, Lead, Record })
  defineAccountabilityStatistics(builder, host, enums)
  defineRepeatOffenders(builder, host, enums)
  defineLeadMutations(builder, host, enums)
  defineOpenAccountability(builder, host, enums)
  defineRecordSteps(builder, host, enums)
}
