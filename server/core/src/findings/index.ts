/** The ledger of findings, as plugins use it beside `host.findings`. */
export { FINDING_SEVERITIES, FINDING_SOURCES } from './contract.ts'
export type {
  FindingActor,
  FindingEvents,
  FindingOutcome,
  FindingPayload,
  FindingSeverity,
  FindingSource,
  FindingState,
  FindingStep,
  FindingType,
  NewFinding,
  RaisedFinding,
  Veil,
} from './contract.ts'
export type { HostFindings } from './host-findings.ts'
export { releaseFindings } from './release.ts'
