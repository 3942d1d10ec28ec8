import { sql } from 'kysely'
import type { ScopedDatabase } from '../administration.ts'
import { isMadeBy, sealOf, type AuditKeys } from './seal.ts'
import { instantText } from './stored-entry.ts'
import type { StoredSeal } from './verify/walk-seals.ts'

/** Whether one of the keys made the newest seal; also when there is none yet. */
export async function newestSealFits(database: ScopedDatabase, keys: AuditKeys): Promise<boolean> {
  const { rows } = await database.withScope({ mode: 'engine' }, (trx) =>
    sql<StoredSeal>`select number, ${instantText('at')} as at, entries, root, previous, seal
      from core.audit_seal order by number desc limit 1`.execute(trx),
  )
  const [newest] = rows
  return newest === undefined || isMadeBy(keys, newest.seal, (key) => sealOf(key, newest))
}
