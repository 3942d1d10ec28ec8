import type { ColumnClasses } from '../../database/column-class.ts'
import type { AuditTables } from './tables.ts'

/** Who did what in their duty and from which address; nothing personal of those whom it was about is ever in it. */
export const auditClasses: ColumnClasses<AuditTables> = {
  'core.auditEntry': {
    id: 'internal',
    at: 'internal',
    actorKind: 'internal',
    actorId: 'internal',
    actorName: 'internal',
    address: 'internal',
    requestId: 'internal',
    action: 'internal',
    subjectType: 'internal',
    subjectId: 'internal',
    scopeKey: 'internal',
    reason: 'internal',
    outcome: 'internal',
    content: 'internal',
  },
  'core.auditPending': { entryId: 'internal' },
  'core.auditSeal': {
    number: 'internal',
    at: 'internal',
    entries: 'internal',
    root: 'internal',
    previous: 'internal',
    seal: 'internal',
  },
  'core.auditSealItem': { entryId: 'internal', sealNumber: 'internal', position: 'internal', leaf: 'internal' },
  'core.auditTrim': { one: 'internal', number: 'internal', seal: 'internal', at: 'internal', proof: 'internal' },
}
