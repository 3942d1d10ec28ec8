import { randomUUID } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import type { Actor } from './record.ts'

/** Whoever runs a command on the machine of the server, as the operating system knows them. */
export function commandActor(): Actor {
  const name = userName()
  return { kind: 'command', id: name, name, address: hostname(), requestId: randomUUID() }
}

/** A user without an entry in the system's list, as in some containers, is known by number. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}
