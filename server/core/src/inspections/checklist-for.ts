import type { Host } from '../host.ts'
import { checklistOf, type Checklist } from './checklist.ts'
import type { CampaignRow } from './queries/campaign.ts'
import type { Inspections } from './tables.ts'

/** The checklist of a campaign or check. @throws Error when a checklist was used and is declared no more */
export function checklistFor(
  { checklists }: Pick<Host<Inspections>, 'checklists'>,
  used: Pick<CampaignRow, 'checklist' | 'checklistVersion'>,
): Checklist {
  const found = checklistOf(checklists, used)
  if (found === undefined) throw new Error(`Checklist ${used.checklist}@${used.checklistVersion} is declared no more`)
  return found
}
