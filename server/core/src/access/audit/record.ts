import { sql, type Transaction } from 'kysely'
import type { RequestContext } from '../../graphql/context.ts'
import { differences } from './differences.ts'
import type { AuditTables } from './tables.ts'

/** Who did it, as the log keeps it. */
export type Actor = {
  /** command: somebody on the command line of the server; engine: the platform itself; nobody: not signed in. */
  readonly kind: 'account' | 'key' | 'client' | 'command' | 'engine' | 'nobody'
  readonly id: string
  readonly name: string
  /** The address of the request; of a command, the host's name. */
  readonly address: string
  readonly requestId: string
}

/** What was done. Never personal data or secrets in any part of it. */
export type AuditEntry = {
  /** `core.hall.saved`, `core.person.signed-in`: `<core or plugin>.<noun>.<past participle>`. */
  readonly action: string
  readonly subject: { readonly type: string; readonly id: string } | null
  /** Of what was touched, else of the actor's region; `WHOLE_PLATFORM` for what has no place. */
  readonly scopeKey: number
  readonly before?: object | null
  readonly after?: object | null
  readonly reason?: string | null
  readonly outcome?: 'DONE' | 'REFUSED'
}

/** The scope key of what belongs to the platform as a whole: that of the province. */
export const WHOLE_PLATFORM = 430_000_000_000 * 16

/** The platform itself, at work without being asked. */
export const ENGINE: Actor = { kind: 'engine', id: 'engine', name: 'engine', address: '', requestId: '' }

/** Who makes a request. */
export function actorOf({
  principal,
  address,
  requestId,
}: Pick<RequestContext, 'principal' | 'address' | 'requestId'>): Actor {
  if (principal === null) return { kind: 'nobody', id: '', name: '', address, requestId }
  const { kind, id, username, name } = principal
  return { kind, id, name: username ?? name, address, requestId }
}

/** A table of the log is in sight: which others are does not matter. */
type Recording = Pick<Transaction<AuditTables>, 'getExecutor'>

/**
 * Writes an entry into the audit log, in the transaction of what it is about: both are there or neither. In any scope.
 * Of `before` and `after`, only what differs is kept.
 */
export async function recordAudit(trx: Recording, actor: Actor, entry: AuditEntry, at: Date): Promise<void> {
  const { action, subject, scopeKey, reason = null, outcome = 'DONE' } = entry
  const content = JSON.stringify(differences(entry.before ?? null, entry.after ?? null))
  const texts = [actor.id, actor.name, actor.address, actor.requestId, action].map(storable)
  await sql`with pending as (insert into core.audit_pending default values returning entry_id)
    insert into core.audit_entry (id, at, actor_kind, actor_id, actor_name, address, request_id, action, subject_type,
      subject_id, scope_key, reason, outcome, content)
    select entry_id, ${at}::timestamptz, ${actor.kind}, ${sql.join(texts)}, ${subject && storable(subject.type)},
      ${subject && storable(subject.id)}, ${scopeKey}::bigint, ${reason && storable(reason)}, ${outcome}, ${content}
    from pending`.execute(trx)
}

/** The database takes no NUL and no half character; what somebody sent is logged all the same. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\u{FFFD}')
