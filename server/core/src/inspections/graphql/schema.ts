import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { Inspections } from '../tables.ts'
import { defineCampaignMutations } from './campaign-mutations.ts'
import { defineCampaignParts } from './campaign-parts.ts'
import { defineCampaign } from './campaign.ts'
import { defineCheckMutations } from './check-mutations.ts'
import { defineCheck } from './check.ts'
import { defineChecklist } from './checklist.ts'
import { defineEndMutations } from './end-mutations.ts'
import { defineInspectionEnums } from './enums.ts'
import { defineInspectionLists } from './lists.ts'
import { definePublications } from './publications.ts'
import { defineReplaceMutations } from './replace-mutations.ts'
import { defineResult } from './result.ts'

/** Writes what inspections add to the API. */
export const defineInspections = (builder: Builder, host: Host<Inspections>): void => {
  const enums = defineInspectionEnums(builder)
  const Checklist = defineChecklist(builder, host, enums)
  const Result = defineResult(builder, host, enums)
  const Check = defineCheck(builder, host, { ...enums, Checklist })
  const parts = defineCampaignParts(builder, host, enums)
  const Campaign = defineCampaign(builder, host, { ...enums, ...parts, Checklist, Check, Result })
  defineInspectionLists(builder, host, { ...enums, Campaign, Check })
  definePublications(builder, host, { ...enums, Result })
  defineCampaignMutations(builder, host, enums)
  defineReplaceMutations(builder, host)
  defineCheckMutations(builder, host)
  defineEndMutations(builder, host)
}
