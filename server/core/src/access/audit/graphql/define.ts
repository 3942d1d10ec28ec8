import type { CoreServices } from '../../../core-services.ts'
import type { Builder } from '../../../graphql/builder.ts'
import type { AuditLog } from '../sealer.ts'
import { defineAuditEntries } from './audit-entries.ts'
import { defineAuditState } from './audit-state.ts'

/** What the fields of the audit log need. */
export type AuditServices = Pick<CoreServices, 'registers'> & {
  readonly audit?: Pick<AuditLog, 'retentionDays'>
}

/** Writes `auditEntries` and `auditState`. */
export function defineAudit(builder: Builder, services: AuditServices): void {
  defineAuditEntries(builder, services)
  defineAuditState(builder, services)
}
