import type { ColumnType, Generated } from 'kysely'

/** Never changed once written: the serving login has no right to. */
type Kept<T> = ColumnType<T, T, never>

/** One thing that somebody did, was shown, or was refused; never personal data or secrets. */
export type AuditEntryTable = {
  /** Given by `core.audit_pending`; gaps are left by transactions that came to nothing. */
  id: Kept<number>
  at: Kept<Date>
  /** `account`, `key`, `client`, `command`, `engine` or `nobody`. */
  actorKind: Kept<string>
  actorId: Kept<string>
  /** The name at that moment: it stays when the account is renamed. */
  actorName: Kept<string>
  address: Kept<string>
  requestId: Kept<string>
  /** `core.hall.saved`, `<plugin>.<noun>.<past participle>`. */
  action: Kept<string>
  subjectType: Kept<string | null>
  subjectId: Kept<string | null>
  /** Of what was touched, else of the actor's region: who reads the log of that range sees the entry. */
  scopeKey: Kept<number>
  reason: Kept<string | null>
  /** `DONE` or `REFUSED`. */
  outcome: Kept<string>
  /** JSON `{"before": …, "after": …}`: of a change, only what differs. */
  content: Kept<string>
}

/** Entries that no seal holds yet, which are also those that give ids; a row goes when its entry is sealed. */
export type AuditPendingTable = { entryId: Generated<number> }

/** A seal over a batch of entries; each holds the one before it. */
export type AuditSealTable = {
  /** From 1, without gaps. */
  number: Kept<number>
  at: Kept<Date>
  /** How many entries it holds. */
  entries: Kept<number>
  /** SM3 root of the Merkle tree over the entries, hex. */
  root: Kept<string>
  /** The seal before, hex; zeros for the first. */
  previous: Kept<string>
  /** HMAC-SM3 of all this under the key of the log, hex. */
  seal: Kept<string>
}

/** Where an entry is sealed. */
export type AuditSealItemTable = {
  entryId: Kept<number>
  sealNumber: Kept<number>
  /** From 0, in the order of the tree. */
  position: Kept<number>
  /** SM3 of the entry, hex. */
  leaf: Kept<string>
}

/** The last seal that was removed at the end of its retention; one row at most. */
export type AuditTrimTable = {
  one: Generated<boolean>
  number: number
  seal: string
  at: Date
  /** HMAC-SM3 of the others under the key of the log, hex: nobody else can say that a part of the log is over. */
  proof: string
}

/** The tables of the audit log. */
export type AuditTables = {
  'core.auditEntry': AuditEntryTable
  'core.auditPending': AuditPendingTable
  'core.auditSeal': AuditSealTable
  'core.auditSealItem': AuditSealItemTable
  'core.auditTrim': AuditTrimTable
}
