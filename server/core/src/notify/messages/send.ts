import { sql, type Transaction } from 'kysely'
import { grantsOf } from '../../access/principals.ts'
import type { CoreServices } from '../../core-services.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { AlertPayload } from '../../feed/events.ts'
import { openAddress } from './address-box.ts'
import { composeLetter } from './compose-letter.ts'
import type { Sent } from './mail.ts'
import { seesBy, type Card } from './plan.ts'
import { readPreference } from './preference.ts'
import { channelsOf, sendBy, type Senders } from './senders.ts'
import type { MessageChannel } from './tables.ts'

type Trx = Transaction<CoreTables>

export type Messaging = Pick<CoreServices, 'database' | 'clock' | 'declarations' | 'vault'> &
  Senders & {
    /** Where the console is reached. */
    readonly link: string | null
  }

/** A person and by what they are told. */
export type Addressee = { readonly accountId: string; readonly channel: MessageChannel }

const ENGINE_SCOPE = { mode: 'engine' } as const
const RETRY_MS = 60_000
const LONGEST_RETRY_MS = 3_600_000
const MOST_ATTEMPTS = 30

type Claimed = { readonly id: string; readonly attempts: number; readonly payload: string } & Omit<
  Card,
  'alertId' | 'clock' | 'escalation'
>

/** Whose message has waited longest, of those that are due and have a sender. */
export async function nextAddressee(trx: Trx, senders: Senders, now: Date): Promise<Addressee | null> {
  const { rows } = await sql<Addressee>`select account_id, channel from core.message
    where state = 'WAITING' and due_at <= ${now} and channel = any(${channelsOf(senders)})
    order by due_at limit 1`.execute(trx)
  return rows[0] ?? null
}

/** What a process that died was sending: it may have gone, and nothing goes twice. */
export async function giveUpSending(trx: Trx): Promise<void> {
  await sql`update core.message set state = 'UNCERTAIN' where state = 'SENDING'`.execute(trx)
}

/** Takes all that is due of a person; from here on a process that dies has sent it, as far as anybody knows. */
async function claim(trx: Trx, { accountId, channel }: Addressee, now: Date): Promise<readonly Claimed[]> {
  const { rows } = await sql<Claimed>`with claimed as (
      update core.message set state = 'SENDING', attempts = attempts + 1
      where account_id = ${accountId}::uuid and channel = ${channel} and state = 'WAITING' and due_at <= ${now} returning id, seq, attempts
    )
    select c.id, c.attempts, o.seq, o.level, o.scope_key, o.organisation_id, o.hall_id, o.payload
    from claimed c join core.outbox o on o.seq = c.seq order by o.seq`.execute(trx)
  return rows
}

const STATE = { SENT: 'SENT', REFUSED: 'FAILED', UNCERTAIN: 'UNCERTAIN', LATER: 'WAITING' } as const

async function note(trx: Trx, claimed: readonly Claimed[], sent: Sent | 'DROPPED', now: Date): Promise<void> {
  if (claimed.length === 0) return
  const attempts = Math.max(...claimed.map((one) => one.attempts))
  const isOver = sent === 'LATER' && attempts >= MOST_ATTEMPTS
  const state = sent === 'DROPPED' ? 'DROPPED' : isOver ? 'FAILED' : STATE[sent]
  const wait = Math.min(RETRY_MS * 2 ** Math.min(attempts - 1, 10), LONGEST_RETRY_MS)
  await trx
    .updateTable('core.message')
    .set({
      state,
      ...(sent === 'SENT' ? { sentAt: now } : {}),
      ...(state === 'WAITING' ? { dueAt: new Date(now.getTime() + wait) } : {}),
    })
    .where(
      'id',
      'in',
      claimed.map(({ id }) => id),
    )
    .execute()
}

/** Sends a person all that is due in one message, as far as they may still see it; gives how many cards. */
export async function sendTo(
  { database, clock, declarations, vault, link, ...senders }: Messaging,
  addressee: Addressee,
): Promise<number> {
  const { accountId, channel } = addressee
  const now = await clock.now()
  const ready = await database.withScope(ENGINE_SCOPE, async (trx) => {
    const claimed = await claim(trx, addressee, now)
    const preference = await readPreference(trx, accountId, channel)
    const account = await trx
      .selectFrom('core.account')
      .select('id')
      .where('id', '=', accountId)
      .where('disabledAt', 'is', null)
      .executeTakeFirst()
    const grants = account === undefined ? [] : await grantsOf(trx, accountId, declarations.rolePermissions, now)
    const seen = preference?.confirmedAt == null ? [] : claimed.filter((card) => seesBy(grants, card).length > 0)
    await note(
      trx,
      claimed.filter((card) => !seen.includes(card)),
      'DROPPED',
      now,
    )
    return { seen, preference }
  })
  const { seen, preference } = ready
  const [first] = seen
  if (first === undefined || preference?.address == null) return 0
  const to = openAddress(vault, preference.id, preference.address)
  const cards = seen.map(({ payload }) => JSON.parse(payload) as AlertPayload)
  const letter = composeLetter(cards, { to, language: preference.language, link, channel })
  const sent = await sendBy(senders, channel, { ...letter, id: first.id })
  await database.withScope(ENGINE_SCOPE, (trx) => note(trx, seen, sent, now))
  return seen.length
}
