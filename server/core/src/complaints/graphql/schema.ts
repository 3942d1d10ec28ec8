import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { Complaints } from '../tables.ts'
import { defineChannels } from './channels.ts'
import { defineComplainantMutations } from './complainant-mutations.ts'
import { defineComplaint } from './complaint.ts'
import { defineComplaintEnums } from './enums.ts'
import { defineFollowComplaint } from './follow.ts'
import { defineComplaintHandlers } from './handlers.ts'
import { defineDecidingSteps } from './judging-mutations.ts'
import { defineComplaintLists } from './lists.ts'
import { defineReleaseComplaint } from './release.ts'
import { defineReportComplaints } from './report.ts'
import { defineRevealComplainant } from './reveal.ts'
import { defineSaidInput } from './said-input.ts'
import { definePlainSteps } from './step-mutations.ts'
import { defineSubmitComplaint } from './submit.ts'
import { defineComplaintUnits } from './units.ts'

/** Writes the schema of complaints: for citizens, for systems, and for those who handle them. */
export const defineComplaints = (builder: Builder, host: Host<Complaints>): void => {
  const enums = defineComplaintEnums(builder)
  const Complaint = defineComplaint(builder, host, enums)
  defineComplaintLists(builder, host, { ...enums, Complaint })
  defineComplaintHandlers(builder, host)
  definePlainSteps(builder, host)
  defineDecidingSteps(builder, host, enums)
  defineReleaseComplaint(builder, host)
  defineRevealComplainant(builder, host)
  const Said = defineSaidInput(builder, enums)
  defineSubmitComplaint(builder, host, Said)
  defineReportComplaints(builder, host, enums, Said)
  defineFollowComplaint(builder, host, enums)
  defineComplainantMutations(builder, host)
  defineComplaintUnits(builder, host)
  defineChannels(builder, host, enums)
}
