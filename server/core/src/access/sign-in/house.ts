import type { AuditEntry } from '../audit/record.ts'
import { WHOLE_PLATFORM, type Actor } from '../audit/record.ts'
import type { Now, ScopedDatabase } from '../administration.ts'
import type { SecretBox } from './secret-box.ts'

/** What signing in works with. */
export type House = { readonly database: ScopedDatabase; readonly now: Now; readonly box: SecretBox }

/** From where somebody signs in, and with which session they came. */
export type Visit = {
  readonly address: string
  readonly requestId: string
  /** The token in the cookie that came along. */
  readonly token: string | null
}

/** An account as the audit log names it. */
export type Named = { readonly id: string; readonly username: string; readonly lo: number }

/** Somebody who is not signed in. */
export const visitor = ({ address, requestId }: Visit): Actor => ({
  kind: 'nobody',
  id: '',
  name: '',
  address,
  requestId,
})

/** The person of an account. */
export const personAs = ({ id, username }: Named, { address, requestId }: Omit<Visit, 'token'>): Actor => ({
  kind: 'account',
  id,
  name: username,
  address,
  requestId,
})

/** An entry about a person; about nobody known, it belongs to the platform as a whole. */
export function aboutPerson(
  action: `core.person.${string}`,
  person: Named | null,
  more: Omit<AuditEntry, 'action' | 'subject' | 'scopeKey'> = {},
): AuditEntry {
  const subject = person && { type: 'Person', id: person.id }
  return { action, subject, scopeKey: person?.lo ?? WHOLE_PLATFORM, ...more }
}
