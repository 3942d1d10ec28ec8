import type { Builder } from '../../graphql/builder.ts'
import { defineCaseList } from './case-list.ts'
import type { CaseServices, CaseTypes } from './case-types.ts'
import { defineCase } from './case.ts'
import { defineLookUpApplicant } from './look-up-applicant.ts'
import { defineReportCaseEvents } from './report-case-events.ts'
import { defineRevealApplicant } from './reveal-applicant.ts'

/** Writes the types, queries and mutations of cases. */
export const defineCases = (builder: Builder, services: CaseServices, types: CaseTypes): void => {
  defineCase(builder, types)
  defineCaseList(builder, services, types)
  defineReportCaseEvents(builder, services, types)
  defineRevealApplicant(builder, services, types)
  defineLookUpApplicant(builder, services, types)
}
