import { sql } from 'kysely'
import { leafHash } from './merkle.ts'

/** An entry as it is sealed: every column, as the text that the database keeps. */
export type StoredEntry = {
  readonly id: number
  /** In UTC to the microsecond. */
  readonly at: string
  readonly actorKind: string
  readonly actorId: string
  readonly actorName: string
  readonly address: string
  readonly requestId: string
  readonly action: string
  readonly subjectType: string | null
  readonly subjectId: string | null
  readonly scopeKey: number
  readonly reason: string | null
  readonly outcome: string
  readonly content: string
}

/** An instant to the last digit that the database keeps. */
export const instantText = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`)

/** The same of an instant that is still to be stored, to the millisecond. */
export const toInstantText = (instant: Date): string => `${instant.toISOString().slice(0, -1)}000Z`

/** What is selected of `core.audit_entry e` to seal and to verify. */
export const storedColumns = sql`e.id, ${instantText('e.at')} as at, e.actor_kind, e.actor_id, e.actor_name, e.address,
  e.request_id, e.action, e.subject_type, e.subject_id, e.scope_key, e.reason, e.outcome, e.content`

/** The hash of an entry: of its columns as a JSON array in UTF-8, which reads in one way only. Hex. */
export function leafOf(entry: StoredEntry): string {
  const { id, at, actorKind, actorId, actorName, address, requestId, action } = entry
  const { subjectType, subjectId, scopeKey, reason, outcome, content } = entry
  const actor = [actorKind, actorId, actorName, address, requestId]
  const what = [action, subjectType, subjectId, scopeKey, reason, outcome, content]
  return leafHash(Buffer.from(JSON.stringify(['zhikong-audit-entry-1', id, at, ...actor, ...what]))).toString('hex')
}
