import { changeAs, commandActor } from '@zhikong/core'
import type { Change, Database } from '@zhikong/core'

/** What a change does in its transaction. */
export type AuditedWork<T> = (...given: Parameters<Parameters<Change>[1]>) => Promise<T>

/** Changes things for a command and writes them into the audit log. */
export const changeByCommand = (database: Database): Change => changeAs(database, commandActor())
