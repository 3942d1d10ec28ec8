import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { AlertsTables } from '../alerts/tables.ts'
import type { FeedEvent } from '../plugin.ts'

/** The code of the alert about the engine that says that a handler cannot take an event. */
export const HANDLER_FAILING = 'HANDLER_FAILING'

type Trx = Transaction<AlertsTables>

/** Says which consumer is held up by which event; never why, which is for the log. */
export async function openHandlerAlert(trx: Trx, consumer: string, { seq, kind }: FeedEvent<unknown>): Promise<void> {
  await sql`insert into core.engine_alert (code, subject, params, opened_at)
    values (${HANDLER_FAILING}, ${consumer}, ${JSON.stringify({ seq, kind })}, now())
    on conflict (code, subject) where closed_at is null do nothing`.execute(trx)
}

export async function closeHandlerAlert(trx: Trx, consumer: string): Promise<void> {
  await sql`update core.engine_alert set closed_at = now()
    where code = ${HANDLER_FAILING} and subject = ${consumer} and closed_at is null`.execute(trx)
}
