import { randomUUID } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { changeAs } from '@zhikong/core'
import type { Actor, Change, Database } from '@zhikong/core'

/** Whoever runs the command, as the operating system knows them. */
export function commandActor(): Actor {
  const name = userName()
  return { kind: 'command', id: name, name, address: hostname(), requestId: randomUUID() }
}

/** What a change does in its transaction. */
export type AuditedWork<T> = (...given: Parameters<Parameters<Change>[1]>) => Promise<T>

/** Changes things for a command and writes them into the audit log. */
export const changeByCommand = (database: Database): Change => changeAs(database, commandActor())

/** A user without an entry in the system's list, as in some containers, is known by number. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}
