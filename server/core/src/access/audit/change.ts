import { sql, type Transaction } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { ScopeMode } from '../../database/scope.ts'
import type { CoreTables } from '../../database/tables.ts'
import { isUnchanged } from './differences.ts'
import { recordAudit, type Actor, type AuditEntry } from './record.ts'

/** What a change says of itself; the action is said by the field that makes it. */
export type ChangeEntry = Omit<AuditEntry, 'action'>

/** Notes what was changed. Nothing is written of an entry whose `before` and `after` are the same. */
export type NoteChange = (entry: ChangeEntry) => void

/** The scopes in which things are changed. */
export type ChangingMode = Exclude<ScopeMode, 'reader'>

/**
 * Changes something and writes what is noted of it into the audit log, in one transaction: both are there or neither.
 * @param action the one that the field declares: `core.hall.saved`
 * @param mode administration unless told
 */
export type Change = <T>(
  action: string,
  work: (trx: Transaction<CoreTables>, note: NoteChange) => Promise<T>,
  mode?: ChangingMode,
) => Promise<T>

/** How an actor changes things. */
export function changeAs(database: Pick<Database, 'withScope'>, actor: Actor): Change {
  return (action, work, mode = 'administration') =>
    database.withScope({ mode }, async (trx) => {
      const noted: ChangeEntry[] = []
      const result = await work(trx, (entry) => void noted.push(entry))
      const changed = noted.filter(({ before, after }) => !before || !after || !isUnchanged(before, after))
      if (changed.length === 0) return result
      const at = await databaseNow(trx)
      for (const entry of changed) await recordAudit(trx, actor, { ...entry, action }, at)
      return result
    })
}

async function databaseNow(trx: Transaction<CoreTables>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(trx)
  const [row] = rows
  if (row === undefined) throw new Error('The database did not say what time it is.')
  return row.now
}
