import type { AlertView } from '../../alerts/queries/alert-view.ts'
import type { CoreServices } from '../../core-services.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { RegisterTypes } from '../../registers/graphql/define.ts'
import type { CaseView } from '../queries/case-view.ts'
import type { defineCaseEnums } from './case-enums.ts'

/** What the fields of cases and alerts need. */
export type CaseServices = Pick<
  CoreServices,
  'database' | 'registers' | 'clock' | 'openEngine' | 'declarations' | 'vault' | 'urgePauseMs'
>

/** Types that cases and alerts refer to, on the same builder. */
export type CaseTypes = RegisterTypes & ReturnType<typeof caseRefs> & ReturnType<typeof defineCaseEnums>

/** `Case` and `Alert` name each other, so they are known before either is written. */
export const caseRefs = (builder: Builder) => ({
  Case: builder.objectRef<CaseView>('Case'),
  Alert: builder.objectRef<AlertView>('Alert'),
})
