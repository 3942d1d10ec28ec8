import type { AlertView } from '../../alerts/queries/alert-view.ts'
import type { CaseView } from '../queries/case-view.ts'

/** The object types of cases and alerts: any field may name them, and its resolver returns these shapes. */
export type CaseObjects = { Case: CaseView; Alert: AlertView }
