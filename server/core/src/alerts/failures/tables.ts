import type { FailureKind } from './failure.ts'

/** A clock of a case or of a record that could not be worked out: it is kept until it can be. */
export type FailedClockTable = {
  areaCode: number
  openedOn: string
  /** The case, or the record of a plugin. */
  caseId: string
  clock: string
  /** `case`, or the kind of record: `<plugin>.<noun>`. */
  subject: string
  kind: FailureKind
  about: string
  message: string
  /** What is found once it can be worked out is pushed to nobody: it comes from an earlier time. */
  historical: boolean
  failedAt: Date
  tries: number
  /** When it is tried again. */
  retryAt: Date
}

export type FailuresTables = { 'core.failedClock': FailedClockTable }
