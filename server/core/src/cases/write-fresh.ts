import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { NewApplicant } from './applicants.ts'
import { insertApplicants, moveApplicants } from './applicants.ts'
import { deriveCase } from './derive.ts'
import type { Dossier } from './dossier.ts'
import { identityOf } from './dossier.ts'
import type { CaseEngine } from './engine.ts'
import type { CaseEvent, CaseIdentity, EventPayload } from './event.ts'
import type { CaseRecord } from './record.ts'
import type { ResolvedEvent } from './resolve.ts'
import { freezeLimits } from './resolve.ts'
import type { Change, SettleOptions } from './settle.ts'
import { settle } from './settle.ts'
import { insertEvents, moveWithCases } from './store.ts'

/** An event that is not stored yet, and its case. */
export type FreshEvent = { readonly dossier: Dossier; readonly event: ResolvedEvent }

/** Writes new events and what follows from them for their cases, in the transaction of the batch. */
export const writeFresh = async (
  trx: Transaction<CoreTables>,
  engine: CaseEngine,
  fresh: readonly FreshEvent[],
  { now, historical }: SettleOptions,
): Promise<void> => {
  if (fresh.length === 0) return
  const added = new Map<Dossier, NewEvent[]>()
  for (const { dossier, event } of fresh) {
    const identity = identityOf(dossier)
    if (identity === null) continue
    const list = added.get(dossier) ?? []
    list.push(toStore(engine, identity, event, historical))
    added.set(dossier, list)
  }
  const changes = [...added].flatMap(([dossier, events]): readonly Change[] => {
    const identity = identityOf(dossier)
    if (identity === null) return []
    const calendar = engine.calendars.byId(identity.calendarId)
    const derived = deriveCase(identity, [...dossier.stored, ...events], calendar, engine, now)
    return [{ before: dossier.row, derived, calendar }]
  })
  const records = new Map(changes.map(({ derived: { record } }) => [record.caseId, record]))
  await insertEvents(
    trx,
    [...added.values()].flat().flatMap((event) => eventRow(event, records)),
  )
  const moved = changes.flatMap(({ before, derived: { record } }) =>
    before === null || before.organisationId === record.organisationId ? [] : [record],
  )
  await moveWithCases(trx, moved)
  await moveApplicants(trx, moved)
  await insertApplicants(
    trx,
    engine.vault,
    fresh.flatMap((event) => applicantIn(event, records)),
  )
  await settle(trx, engine, changes, { now, historical })
}

type NewEvent = CaseEvent & Pick<CaseIdentity, 'caseId'> & { readonly contentHash: string }

/** A reported event as it is kept: receipt and acceptance freeze the limits of its matter. */
const toStore = (
  engine: CaseEngine,
  { caseId, matterId }: CaseIdentity,
  event: ResolvedEvent,
  historical: boolean,
): NewEvent => {
  const matter = engine.registers.index.matterById.get(matterId)
  const freezes = event.kind === 'ACCEPTED' || event.kind === 'SUBMITTED'
  const channel = engine.registers.index.channelByCode.get(event.payload.channel ?? '')
  const payload: EventPayload = {
    ...event.payload,
    ...(freezes && matter !== undefined ? { limits: freezeLimits(event.reported, matter) } : {}),
    ...(event.kind === 'SUBMITTED' && channel?.online === true ? { online: true } : {}),
    ...(historical ? { loaded: true } : {}),
  }
  const { eventKey, kind, occurredAt, receivedAt, windowId, contentHash } = event
  return { caseId, eventKey, kind, occurredAt, receivedAt, windowId, contentHash, payload }
}

/** The row of an event lies where its case lies. */
const eventRow = (
  { caseId, payload, ...event }: NewEvent,
  records: ReadonlyMap<string, CaseRecord>,
): readonly CoreTables['core.caseEvent'][] => {
  const record = records.get(caseId)
  if (record === undefined) return []
  const { areaCode, openedOn, scopeKey, organisationId, hallId } = record
  return [{ ...event, areaCode, openedOn, caseId, scopeKey, organisationId, hallId, payload: JSON.stringify(payload) }]
}

const applicantIn = (
  { dossier, event: { eventKey, occurredAt, applicant } }: FreshEvent,
  records: ReadonlyMap<string, CaseRecord>,
): readonly NewApplicant[] => {
  const record = records.get(identityOf(dossier)?.caseId ?? '')
  return applicant === null || record === undefined ? [] : [{ eventKey, occurredAt, applicant, record }]
}
