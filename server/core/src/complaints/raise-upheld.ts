import type { HandlingHost } from './handling-host.ts'
import { updateComplaint, type ComplaintRow, type Db } from './queries/complaint.ts'

/** Raises the finding of a bad complaint that was upheld (5-g). A sealed one raises it when it is released. */
export async function raiseUpheld(
  { findings }: Pick<HandlingHost, 'findings'>,
  trx: Db,
  row: ComplaintRow,
  now: Date,
): Promise<ComplaintRow> {
  const { sealed, kind, judgement, category, serial, roundId, areaCode, regionId, scopeKey } = row
  if (sealed || kind === 'SUGGESTION' || judgement !== 'UPHELD') return row
  const { id, outcome } = await findings.raise(trx, {
    source: 'COMPLAINT',
    sourceId: roundId,
    type: 'BAD_COMPLAINT',
    place: { areaCode, regionId, scopeKey, organisationId: row.organisationId, hallId: row.hallId },
    cause: category,
    severity: category === 'INTEGRITY' ? 'GRAVE' : 'SERIOUS',
    title: `查实投诉举报 #${serial}`,
    foundAt: now,
  })
  return outcome === 'RAISED' ? updateComplaint(trx, row, { findingId: id }) : row
}

/** Settles the finding of a judgement that was taken back. */
export async function settleTakenBack(
  { findings }: Pick<HandlingHost, 'findings'>,
  trx: Db,
  { findingId }: Pick<ComplaintRow, 'findingId'>,
  now: Date,
): Promise<void> {
  const words = '原认定经复核撤销或重新办理'
  if (findingId !== null) await findings.settle(trx, findingId, { at: now, words })
}
