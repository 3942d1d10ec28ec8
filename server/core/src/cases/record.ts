import type { CaseTable } from './tables.ts'

/** One case as derived from its events: the row of `core.case`. */
export type CaseRecord = CaseTable

/** What a case's history leaves to look at; shown in words by the console. */
export type CaseFlag =
  | 'CLOSED_BEFORE_ACCEPTED'
  | 'CLOSED_WITHOUT_ACCEPTANCE'
  | 'CORRECTION_AFTER_ACCEPTANCE'
  | 'SUSPENDED_WITHOUT_NOTICE'
  | 'LATE_RECORDED'
  | 'CLOSED_WITHIN_SECONDS'
  | 'EVENT_AFTER_END'
  | 'NO_PROMISED_LIMIT'
  | 'NO_STATUTORY_LIMIT'
  | 'PROMISE_ABOVE_STATUTORY'
