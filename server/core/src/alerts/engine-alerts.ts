import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { AlertsTables } from './tables.ts'

type Trx = Transaction<AlertsTables>
type Params = Readonly<Record<string, string | number>>

/** Says that something is wrong with the platform itself; while it is open, saying it again only renews its figures. */
export const openEngineAlert = async (
  trx: Trx,
  code: string,
  subject: string,
  params: Params,
  now: Date,
): Promise<void> => {
  await sql`insert into core.engine_alert as a (code, subject, params, opened_at)
    values (${code}, ${subject}, ${JSON.stringify(params)}, ${now})
    on conflict (code, subject) where closed_at is null do update set params = excluded.params
    where a.params <> excluded.params`.execute(trx)
}

/** Says that it is right again; nothing happens when nothing was wrong. */
export const closeEngineAlert = async (trx: Trx, code: string, subject: string, now: Date): Promise<void> => {
  await trx
    .updateTable('core.engineAlert')
    .set({ closedAt: now })
    .where('code', '=', code)
    .where('subject', '=', subject)
    .where('closedAt', 'is', null)
    .execute()
}
