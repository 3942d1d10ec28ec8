import type { Holder } from './personal-data.ts'

/** A key that has sealed, or may. Never the key itself. */
export type PersonalKeyTable = {
  keyId: string
  /** Tells another key of the same name from this one. */
  checkValue: string
  firstUsedAt: Date
}

/** Personal data that one event brought about one subject; of several, the one that happened last holds. */
export type PersonalRecordTable = {
  holder: Holder
  /** Whose: of an applicant, the reference of the case (`caseRefOf`). */
  subject: string
  eventKey: string
  occurredAt: Date
  scopeKey: number
  organisationId: number | null
  hallId: number | null
  sealed: Buffer
  keyId: string
  idNumberIndex: Buffer | null
  phoneIndex: Buffer | null
}

/** That somebody opened or looked up personal data: what the hourly limit counts. */
export type PersonalOpeningTable = { principalId: string; kind: 'REVEAL' | 'LOOK_UP'; at: Date }

export type PersonalTables = {
  'core.personalKey': PersonalKeyTable
  'core.personalRecord': PersonalRecordTable
  'core.personalOpening': PersonalOpeningTable
}
