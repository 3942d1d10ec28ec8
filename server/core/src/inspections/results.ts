import type { CampaignRow } from './queries/campaign.ts'
import type { CheckRow } from './queries/check.ts'
import { estimate, type Estimate } from './rules/estimate.ts'

/**
 * What a campaign shows so far. Only targets that were drawn at random and inspected enter the estimate; those that were
 * named, or stand in for another, have no probability and are counted apart.
 */
export const resultOf = ({ frameSize }: Pick<CampaignRow, 'frameSize'>, checks: readonly CheckRow[]): Estimate =>
  estimate(
    checks.flatMap(({ state, probability, failed }) =>
      state === 'DONE' && probability !== null ? [{ probability, failed: failed === true }] : [],
    ),
    frameSize ?? 0,
  )
