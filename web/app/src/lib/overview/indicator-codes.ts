/** The tiles of the overview, in their order; one that no plugin offers is left out. */
export const tiles = [
  'on-time-rate',
  'cases-overdue',
  'cases-open',
  'cases-accepted',
  'cases-closed',
  'median-handling-time',
] as const
/** Columns of the ranking beside its lead; cards are shown when an indicator counts them. */
export const lead = 'on-time-rate'
export const columns = ['cases-open', 'cases-overdue', 'cards-yellow', 'cards-red'] as const
