import { randomUUID } from 'node:crypto'
import { localDate } from '../clock/local-time.ts'
import { fault } from '../graphql/fault.ts'
import { uuidV7 } from '../uuid.ts'
import type { Actor, HandlingHost } from './handling-host.ts'
import {
  insertComplaint,
  updateComplaint,
  type ComplaintRow,
  type Db,
  type NewComplaintRow,
} from './queries/complaint.ts'
import { markReleased } from './queries/origin.ts'
import { insertStep } from './queries/step.ts'
import { raiseUpheld } from './raise-upheld.ts'
import type { VeilColumns } from './tables.ts'
import { tell } from './tell.ts'

/**
 * Tells a sealed complaint to its unit, when it is closed: from then on it is one of the others, with a summary in place
 * of all words, counted on the day of its release, with its finding where it was upheld. The sealed one stays as it is,
 * and so does who it comes from.
 * @throws Fault CONFLICT for one that is not closed, or was released
 */
export async function releaseComplaint(
  host: HandlingHost,
  trx: Db,
  row: ComplaintRow,
  { by, now, summary }: { readonly by: Actor; readonly now: Date; readonly summary: string },
): Promise<ComplaintRow> {
  if (!row.sealed || row.toldAt !== null || row.state !== 'CLOSED')
    throw fault('CONFLICT', { detail: NOT_YET }, ['input', 'id'])
  await updateComplaint(trx, row, { toldAt: now })
  await markReleased(trx, row.id)
  const told = await insertComplaint(trx, openRow(row, now, summary))
  const { id: complaintId, state, handlingKey } = told
  const step = { step: 'RELEASE', state, words: summary, handlingKey, actorId: by.id, actor: by.name } as const
  await insertStep(trx, { id: uuidV7(), complaintId, at: now, ...step }, null)
  const after = await raiseUpheld(host, trx, told, now)
  await tell(host, trx, { before: null, after, now })
  return after
}

/** The same complaint as its unit may know of it: without the veil that the stored row of a sealed one has beside. */
function openRow(sealed: ComplaintRow, now: Date, summary: string): NewComplaintRow {
  const { sealed: _, serial: __, ...stored } = sealed
  const {
    veiledLo: ___,
    veiledHi: _o,
    veiledOrganisationId: _p,
    veiledHallId: _q,
    releasedAt: _r,
    ...row
  } = {
    ...NO_VEIL,
    ...stored,
  }
  const { areaCode, regionId, scopeKey, judgement } = row
  return {
    ...row,
    handlingAreaCode: areaCode,
    handlingRegionId: regionId,
    handlingKey: scopeKey,
    roundId: randomUUID(),
    caseNumber: null,
    words: summary,
    receivedOn: localDate(now),
    toldAt: now,
    judgedOn: judgement === null ? null : localDate(now),
    handlerId: null,
    handler: null,
    handlerOrganisationId: null,
    handlerHallId: null,
    investigation: null,
    judgementWords: null,
    reply: null,
    appeal: null,
    reviewWords: null,
    referredTo: null,
  }
}

const NO_VEIL: VeilColumns = {
  veiledLo: null,
  veiledHi: null,
  veiledOrganisationId: null,
  veiledHallId: null,
  releasedAt: null,
}

const NOT_YET = {
  'zh-CN': '只有已办结且未公开的密封举报可以公开。',
  en: 'Only a sealed complaint that is closed, and was not released yet, can be released.',
}
