import type { Migration } from 'kysely/migration'
import { createCampaign } from './0001-campaign.ts'
import { createSampledCase } from './0002-sampled-case.ts'
import { createReturnVisit } from './0003-return-visit.ts'

export const migrations: Readonly<Record<string, Migration>> = {
  '0001-campaign': createCampaign,
  '0002-sampled-case': createSampledCase,
  '0003-return-visit': createReturnVisit,
}
