/**
 * What a unit may know of a campaign that has ended: its own figures, from a fewest number of answers on. A row is of a
 * hall or of an organisation.
 */
export type UnitResultTable = {
  id: string
  campaignId: string
  surveyCode: string
  surveyVersion: number
  regionId: number
  areaCode: number
  scopeKey: number
  hallId: number | null
  organisationId: number | null
  fromDay: string
  toDay: string
  endedAt: Date
  /** How many were to be asked, and how many answered. */
  asked: number
  answered: number
  /** JSON: `{ code, n, count }` per index. */
  indices: string
}
