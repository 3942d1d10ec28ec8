import type { Transaction } from 'kysely'
import type { PersonalData } from '../access/personal/personal-data.ts'
import { moveRecords, selectRecords, upsertRecords } from '../access/personal/store.ts'
import type { Vault } from '../access/personal/vault.ts'
import type { CoreTables } from '../database/tables.ts'
import type { CaseRecord } from './record.ts'
import { caseRefOf } from './reported-event.ts'

type Trx = Transaction<CoreTables>
type EventRef = { readonly caseRef: string; readonly eventKey: string }

const rowOf = ({ caseRef, eventKey }: EventRef) => ({ holder: 'APPLICANT', subject: caseRef, eventKey }) as const

const nameOf = ({ caseRef, eventKey }: EventRef): string => `${caseRef}\n${eventKey}`

/** Gives the applicant that a stored event told of; null when it told of none. @throws SealBroken */
export type ApplicantOf = (event: EventRef) => PersonalData | null

/** Reads the applicants of stored events, by one query; none without events. */
export const readApplicants = async (trx: Trx, vault: Vault, events: readonly EventRef[]): Promise<ApplicantOf> => {
  const rows = await selectRecords(trx, events.map(rowOf))
  const byEvent = new Map(
    rows.map(({ subject, eventKey, ...row }) => [
      nameOf({ caseRef: subject, eventKey }),
      { ...row, subject, eventKey },
    ]),
  )
  return (event) => {
    const row = byEvent.get(nameOf(event))
    return row === undefined ? null : vault.open(row, row.sealed)
  }
}

/** An event that tells of an applicant, and its case. */
export type NewApplicant = {
  readonly eventKey: string
  readonly occurredAt: Date
  readonly applicant: PersonalData
  readonly record: CaseRecord
}

/** Seals what new events tell of applicants; each lies where its case lies. */
export const insertApplicants = async (trx: Trx, vault: Vault, applicants: readonly NewApplicant[]): Promise<void> =>
  upsertRecords(
    trx,
    applicants.map(({ eventKey, occurredAt, applicant, record }) => {
      const row = rowOf({ caseRef: caseRefOf(record), eventKey })
      const { scopeKey, organisationId, hallId } = record
      return { ...row, occurredAt, scopeKey, organisationId, hallId, ...vault.seal(row, applicant) }
    }),
  )

/** The applicants of cases whose organisation has changed follow them. */
export const moveApplicants = (trx: Trx, moved: readonly CaseRecord[]): Promise<void> =>
  moveRecords(
    trx,
    'APPLICANT',
    moved.map((record) => ({ subject: caseRefOf(record), organisationId: record.organisationId })),
  )
