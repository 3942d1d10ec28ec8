import type { BreachesTables } from './breaches/tables.ts'
import type { ComplaintsTables } from './complaints/tables.ts'
import type { FilesTables } from './files/tables.ts'
import type { FindingsTables } from './findings/tables.ts'
import type { HallsTables } from './halls/tables.ts'
import type { InspectionsTables } from './inspections/tables.ts'
import type { PlansTables } from './plans/tables.ts'
import type { RatingsTables } from './ratings/tables.ts'
import type { SurveysTables } from './surveys/tables.ts'

/** The tables of shared records, as every plugin may read and refer to them; see `shared-records.ts`. */
export type SharedTables = BreachesTables &
  ComplaintsTables &
  FilesTables &
  FindingsTables &
  HallsTables &
  InspectionsTables &
  PlansTables &
  RatingsTables &
  SurveysTables
