import type { HandlingHost } from './handling-host.ts'
import type { ComplaintRow, Db } from './queries/complaint.ts'
import { countsBetween } from './rules/counted.ts'

/** Counts a change and tells of it in the feed. Of a sealed complaint nothing is counted or told. */
export async function tell(
  host: Pick<HandlingHost, 'emit' | 'addDeltas'>,
  trx: Db,
  { before, after, now }: { readonly before: ComplaintRow | null; readonly after: ComplaintRow; readonly now: Date },
): Promise<void> {
  if (after.sealed) return
  const { id, kind, category, state, judgement, organisationId } = after
  await host.addDeltas(
    trx,
    countsBetween(before, after).map((count) => ({
      ...count,
      place: after,
      ...(organisationId !== null && { organisationId }),
    })),
  )
  const event = before === null ? 'complaints.complaint.received' : 'complaints.complaint.moved'
  await host.emit(trx, event, { complaintId: id, at: now.toISOString(), kind, category, state, judgement }, after)
}
