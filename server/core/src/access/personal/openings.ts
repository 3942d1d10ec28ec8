import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { PersonalOpeningTable } from './tables.ts'

/** How often one principal may reveal, and how often look up, within an hour. */
export const OPENINGS_PER_HOUR = 30

/** FIRST_BEYOND: the first of the hour that is refused; those after it are BEYOND. */
export type Opening = 'WITHIN' | 'FIRST_BEYOND' | 'BEYOND'

/** Counts an opening, whatever comes of it; several at once are counted one after the other. */
export const noteOpening = async (
  trx: Transaction<CoreTables>,
  principalId: string,
  kind: PersonalOpeningTable['kind'],
): Promise<Opening> => {
  await sql`select pg_advisory_xact_lock(hashtext(${`personal opening ${kind} ${principalId}`}))`.execute(trx)
  await sql`delete from core.personal_opening
    where principal_id = ${principalId} and at < now() - interval '1 hour'`.execute(trx)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from core.personal_opening
    where principal_id = ${principalId} and kind = ${kind} and at >= now() - interval '1 hour'`.execute(trx)
  const n = rows[0]?.n ?? 0
  if (n > OPENINGS_PER_HOUR) return 'BEYOND'
  await sql`insert into core.personal_opening (principal_id, kind) values (${principalId}, ${kind})`.execute(trx)
  return n < OPENINGS_PER_HOUR ? 'WITHIN' : 'FIRST_BEYOND'
}
