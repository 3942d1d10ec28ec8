import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { Findings } from '../tables.ts'
import { defineDismissFinding } from './dismiss-finding.ts'
import { defineFindingEnums } from './enums.ts'
import { defineFinding } from './finding.ts'
import { defineFindingLists } from './lists.ts'
import { defineMergeFindings } from './merge-findings.ts'
import { defineReportFinding } from './report-finding.ts'

/** Writes what the ledger of findings adds to the API. */
export const defineFindings = (builder: Builder, host: Host<Findings>): void => {
  const enums = defineFindingEnums(builder)
  const types = { ...enums, Finding: defineFinding(builder, host, enums) }
  defineFindingLists(builder, host, types)
  defineReportFinding(builder, host, types)
  defineMergeFindings(builder, host, types)
  defineDismissFinding(builder, host, types)
}
