import type { Severity, Terms } from '../tables.ts'

/** What holds where no region above set anything. */
export const DEFAULT_TERMS: Terms = {
  handOverDays: 1,
  acceptDays: 1,
  planDays: 3,
  minorDays: 15,
  seriousDays: 10,
  graveDays: 5,
  feedbackDays: 2,
  recheckDays: 10,
  urgeDays: 3,
  effectDays: 90,
  trendUnits: 3,
  trendDays: 30,
  handsOverAtOnce: true,
}

/** Working days to repair a finding of a severity. */
export const repairDays = (terms: Terms, severity: Severity): number =>
  ({ MINOR: terms.minorDays, SERIOUS: terms.seriousDays, GRAVE: terms.graveDays })[severity]
