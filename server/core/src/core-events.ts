/** A case came to its end: closed, voided, returned or withdrawn. */
export type CaseEnded = {
  readonly caseId: string
  readonly caseNumber: string
  readonly outcome: string
}

/** The contract of core: what it puts into the feed, by name. */
export type CoreEvents = {
  'cases.case.closed': CaseEnded
}

export const CORE_EVENTS = ['cases.case.closed'] as const satisfies readonly (keyof CoreEvents)[]
