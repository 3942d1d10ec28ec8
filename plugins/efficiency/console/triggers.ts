/** What gives rise to a suspicion, in the order of the clause. */
export const triggers = [
  'VALID_APPLICATION_REFUSED',
  'REFUSED_WITHOUT_REASON',
  'STEP_OVERDUE',
  'SENT_UP_LATE',
  'NOT_ON_PLATFORM',
  'CHARGED_OUTSIDE_LIST',
  'EXTRA_MATERIAL',
] as const

/** One of them. */
export type Trigger = (typeof triggers)[number]
