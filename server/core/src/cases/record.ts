import type { CaseTable } from './tables.ts'

/** One case as derived from its events: the row of `core.case`. */
export type CaseRecord = CaseTable

/** What a case's history leaves to look at; shown in words by the console. */
export type CaseFlag =
  | 'CLOSED_BEFORE_ACCEPTED'
  | 'CLOSED_WITHOUT_ACCEPTANCE'
  | 'DEEMED_ACCEPTED'
  | 'CORRECTION_AFTER_ACCEPTANCE'
  | 'SECOND_CORRECTION'
  | 'SUSPENDED_WITHOUT_NOTICE'
  | 'SUSPENDED_WITHOUT_GROUND'
  | 'EXTENDED_WITHOUT_EFFECT'
  | 'EXTENDED_ABOVE_CAP'
  | 'FORWARDED_LATE'
  | 'LATE_RECORDED'
  | 'CLOSED_WITHIN_SECONDS'
  | 'EVENT_AFTER_END'
  | 'NO_PROMISED_LIMIT'
  | 'NO_STATUTORY_LIMIT'
  | 'PROMISE_ABOVE_STATUTORY'
