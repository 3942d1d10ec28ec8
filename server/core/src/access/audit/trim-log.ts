import { sql, type Kysely } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { ENGINE, recordAudit, WHOLE_PLATFORM } from './record.ts'
import { trimProof, type AuditKeys } from './seal.ts'
import { toInstantText } from './stored-entry.ts'

const DAY_MS = 86_400_000

/** What was removed. */
export type Trimmed = { readonly seals: number; readonly entries: number; readonly upTo: number }

/**
 * Removes the seals past their retention with all that is under them, and notes the last of them, so that the chain can
 * still be followed. Needs the owner's login: the one that serves removes nothing. Undefined when there is none.
 */
export async function trimLog(
  owner: Kysely<CoreTables>,
  { keys: [key], retentionDays }: { readonly keys: AuditKeys; readonly retentionDays: number },
  now: Date,
): Promise<Trimmed | undefined> {
  const cutoff = new Date(now.getTime() - retentionDays * DAY_MS)
  return await owner.transaction().execute(async (trx) => {
    const { rows } = await sql<{ number: number; seal: string }>`select number, seal from core.audit_seal
      where number < coalesce((select min(number) from core.audit_seal where at >= ${cutoff}),
        (select max(number) + 1 from core.audit_seal))
      order by number desc limit 1`.execute(trx)
    const [last] = rows
    if (last === undefined) return undefined
    const trim = { ...last, at: toInstantText(now) }
    const entries = await sql`delete from core.audit_entry e using core.audit_seal_item i
      where i.entry_id = e.id and i.seal_number <= ${last.number}`.execute(trx)
    await trx.deleteFrom('core.auditSealItem').where('sealNumber', '<=', last.number).execute()
    const seals = await trx.deleteFrom('core.auditSeal').where('number', '<=', last.number).executeTakeFirstOrThrow()
    const note = { ...last, at: now, proof: trimProof(key, trim) }
    await trx
      .insertInto('core.auditTrim')
      .values(note)
      .onConflict((on) => on.column('one').doUpdateSet(note))
      .execute()
    const done = {
      seals: Number(seals.numDeletedRows),
      entries: Number(entries.numAffectedRows ?? 0),
      upTo: last.number,
    }
    const subject = { type: 'AuditSeal', id: String(last.number) }
    const entry = { action: 'core.audit.trimmed', subject, scopeKey: WHOLE_PLATFORM, after: done }
    await recordAudit(trx, ENGINE, entry, now)
    return done
  })
}
