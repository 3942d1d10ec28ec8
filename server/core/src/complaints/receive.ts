import { localDate } from '../clock/local-time.ts'
import type { Region } from '../registers/region.ts'
import { uuidV7 } from '../uuid.ts'
import { runClocks } from './clocks/run-clocks.ts'
import type { ComplaintCategory, ComplaintChannel, ComplaintKind, ComplaintType } from './contract.ts'
import { calendarOf, COMPLAINANT, type HandlingHost } from './handling-host.ts'
import { keepPhotos, type Photos } from './photos.ts'
import { insertComplaint, insertSealed, type ComplaintRow, type Db, type NewComplaintRow } from './queries/complaint.ts'
import { insertOrigin } from './queries/origin.ts'
import { insertStep } from './queries/step.ts'
import { DAYS, REFERRAL_DAYS, workingDaysAfter } from './rules/deadline.ts'
import { makeReceipt, receiptHash } from './rules/receipt.ts'
import { handlingRegion, isSealed } from './rules/sealing.ts'
import { ANEW } from './step-changes.ts'
import { tell } from './tell.ts'
import { veilOf } from './veil.ts'

/** What somebody said. */
export type Said = {
  readonly kind: ComplaintKind
  readonly type: ComplaintType
  readonly category: ComplaintCategory
  readonly channel: ComplaintChannel
  /** The unit complained of: its region, and its organisation or hall or both. */
  readonly unit: { readonly region: Region; readonly organisationId: number | null; readonly hallId: number | null }
  readonly caseNumber: string | null
  readonly words: string
  /** Of whom of the staff; kept in the vault. */
  readonly staffName: string | null
  /** Who says it; kept in the vault. */
  readonly contact: { readonly name: string; readonly phone: string | null } | null
  /** What shows it. */
  readonly photos?: Photos
  /** The system that brought it, and its number there. */
  readonly source?: { readonly source: string; readonly number: string; readonly contentHash: string }
}

/** A complaint as it was received, with the code that opens it for its complainant: shown once, kept as a hash. */
export type Received = { readonly row: ComplaintRow; readonly receipt: string }

/** Keeps a complaint with its trail, figures, clock and event, and who it comes from in the vault. In the scope of the engine. */
export async function receiveComplaint(host: HandlingHost, trx: Db, said: Said, now: Date): Promise<Received> {
  const receipt = makeReceipt()
  const row = await insert(host, trx, said, now)
  const { id: complaintId, sealed, state, handlingKey } = row
  const { source = null, number = null, contentHash = null } = said.source ?? {}
  await insertOrigin(trx, { complaintId, sealed, receiptHash: receiptHash(receipt) ?? '', source, number, contentHash })
  await keepPersons(host, trx, said, row)
  if (said.photos !== undefined) await keepPhotos(host, trx, row, said.photos, now)
  const { id: actorId, name: actor } = COMPLAINANT
  const step = {
    id: uuidV7(),
    complaintId,
    at: now,
    actorId,
    actor,
    step: 'RECEIVE',
    state,
    words: '',
    handlingKey,
  } as const
  await insertStep(trx, step, await veilOf(host, row))
  await runClocks(host, trx, { before: null, after: row, now })
  await tell(host, trx, { before: null, after: row, now })
  return { row, receipt }
}

async function insert(host: HandlingHost, trx: Db, said: Said, now: Date): Promise<ComplaintRow> {
  const { kind, type, category, channel, caseNumber, words, unit } = said
  const { region, organisationId, hallId } = unit
  const sealed = isSealed(type, category)
  const { tree } = await host.registers()
  const handling = handlingRegion(tree, region, sealed)
  const calendar = await calendarOf(host, trx, { handlingKey: handling.scopeKey })
  const days = category === 'INTEGRITY' ? REFERRAL_DAYS : DAYS.RECEIVED
  const row: NewComplaintRow = {
    id: uuidV7(),
    roundId: uuidV7(),
    kind,
    type,
    category,
    channel,
    caseNumber,
    words,
    areaCode: region.areaCode,
    regionId: region.id,
    scopeKey: region.scopeKey,
    organisationId,
    hallId,
    handlingAreaCode: handling.areaCode,
    handlingRegionId: handling.id,
    handlingKey: handling.scopeKey,
    receivedAt: now,
    receivedOn: localDate(now),
    state: 'RECEIVED',
    stepDue: workingDaysAfter(calendar, now, days ?? 0),
    ...UNTOUCHED,
  }
  const veil = await veilOf(host, {
    regionId: region.id,
    handlingRegionId: handling.id,
    organisationId,
    hallId,
    sealed,
  })
  return veil === null ? insertComplaint(trx, row) : insertSealed(trx, { ...row, ...veil })
}

/** Who says it and of whom, sealed where the complaint is handled: those bound to an organisation or hall find neither. */
async function keepPersons({ personal }: HandlingHost, trx: Db, said: Said, row: ComplaintRow): Promise<void> {
  const { handlingKey: scopeKey, receivedAt: occurredAt } = row
  const at = {
    holder: 'COMPLAINANT',
    eventKey: 'received',
    occurredAt,
    scopeKey,
    organisationId: null,
    hallId: null,
  } as const
  const person = (subject: string, name: string, phone: string | null) => ({
    ...at,
    subject,
    data: { kind: 'PERSON', name, idNumber: null, phone } as const,
  })
  const { contact, staffName } = said
  await personal.put(trx, [
    ...(contact === null ? [] : [person(row.id, contact.name, contact.phone)]),
    ...(staffName === null ? [] : [person(staffSubject(row), staffName, null)]),
  ])
}

/** Under which the vault keeps of whom of the staff a complaint is. */
export const staffSubject = ({ id }: Pick<ComplaintRow, 'id'>): string => `${id} staff`

/** A complaint with which nothing was done. */
const UNTOUCHED = {
  ...ANEW,
  acceptedAt: null,
  acceptedById: null,
  acceptedBy: null,
  dueAt: null,
  referredAt: null,
  referredTo: null,
  appealedAt: null,
  appeal: null,
  reviewedAt: null,
  reviewedById: null,
  reviewedBy: null,
  reviewWords: null,
  reopenings: 0,
  toldAt: null,
} as const
