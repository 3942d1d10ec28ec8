import { addDays, isLocalDate, startOf } from '@zhikong/ui'
import type { AuditFilter } from './audit.query.ts'

/** What the audit log can be narrowed by, as the address names it; `from` and `last` are local dates. */
export const auditFilterNames = ['actor', 'action', 'subject', 'since', 'last'] as const
export type AuditFilterName = (typeof auditFilterNames)[number]

/** The filter of the audit log as its address states it; what cannot be read is left out. */
export function auditFilter(search: Pick<URLSearchParams, 'get'>): AuditFilter {
  const text = (name: 'actor' | 'action' | 'subject'): AuditFilter => {
    const value = search.get(name)?.trim()
    return value ? { [name]: value } : {}
  }
  const since = search.get('since')
  const last = search.get('last')
  return {
    ...text('actor'),
    ...text('action'),
    ...text('subject'),
    ...(since !== null && isLocalDate(since) ? { from: startOf(since) } : {}),
    ...(last !== null && isLocalDate(last) ? { to: startOf(addDays(last, 1)) } : {}),
  }
}
