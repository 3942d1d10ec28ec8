import type { Transaction } from 'kysely'
import type { FindingStep } from './contract.ts'
import { ledgerIn } from './ledger.ts'
import { lockFinding, updateFinding } from './queries/finding.ts'
import { isOpen } from './rules/outcome.ts'
import { takeStep } from './take-step.ts'

/** Says that a finding is settled; false when it is not open, or still under a veil. */
export async function settleFinding<Tables>(
  trx: Transaction<Tables>,
  findingId: string,
  step: FindingStep,
): Promise<boolean> {
  const db = ledgerIn(trx)
  const finding = await lockFinding(db, findingId)
  if (finding === undefined || finding.releasedAt === null || !isOpen(finding.state)) return false
  const settled = await updateFinding(db, findingId, { state: 'SETTLED', settledAt: step.at, ...NO_DISMISSAL })
  await takeStep(db, settled, { kind: 'SETTLED', ...step })
  return true
}

/** Opens a finding again that was settled; false when it is not. */
export async function reopenFinding<Tables>(
  trx: Transaction<Tables>,
  findingId: string,
  step: FindingStep,
): Promise<boolean> {
  const db = ledgerIn(trx)
  const finding = await lockFinding(db, findingId)
  if (finding?.state !== 'SETTLED') return false
  const reopenings = finding.reopenings + 1
  const open = await updateFinding(db, findingId, { state: 'REOPENED', settledAt: null, reopenings })
  await takeStep(db, open, { kind: 'REOPENED', ...step })
  return true
}

/** Nobody proposes to dismiss it. */
export const NO_DISMISSAL = { dismissalById: null, dismissalBy: null, dismissalReason: null } as const
