import type { CardLevel, CaseState, Limit } from './api-types.ts'

/** An alert as the stream and the list both tell it. */
export type AlertEvent = {
  readonly seq: string
  readonly at: string
  readonly kind: string
  readonly alertId: string
  readonly level: CardLevel
  readonly clock: string
  readonly dueAt: string
  /** Null when it is about another record than a case. */
  readonly caseId: string | null
  readonly caseNumber: string | null
  readonly title: string
  readonly hall: string | null
  readonly organisation: string | null
  readonly regionCode: string
  readonly regionName: string
  readonly promised: Limit | null
  readonly countedDays: number | null
  readonly overDays: number | null
  readonly provisional: boolean
}

export type CompletionEvent = {
  readonly seq: string
  readonly at: string
  readonly caseId: string
  readonly caseNumber: string
  readonly outcome: CaseState
  readonly matter: string
  readonly hall: string
  readonly organisation: string | null
  readonly regionCode: string
  readonly regionName: string
  readonly onTime: boolean | null
  readonly countedDays: number | null
}

/** Cards as they are issued or proposed, and what becomes of them: `kind` says what. */
export const alertStream = `subscription Alerts($within: RegionCode!, $after: String) {
  alerts(within: $within, steps: true, after: $after) {
    cursor
    events { seq at kind alertId level clock dueAt caseId caseNumber title hall organisation regionCode regionName promised { amount unit } countedDays overDays provisional }
  }
}`

export const completionStream = `subscription Completions($within: RegionCode!, $after: String) {
  completions(within: $within, after: $after) {
    cursor
    events { seq at caseId caseNumber outcome matter hall organisation regionCode regionName onTime countedDays }
  }
}`
