import { sql, type Transaction } from 'kysely'
import { grantsOf } from '../../access/principals.ts'
import type { Role, RolePermissions } from '../../access/roles.ts'
import { reaches } from '../../access/scope.ts'
import type { Tier } from '../../alerts/tables.ts'
import { unnest } from '../../database/bulk.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { HeldGrant } from '../../graphql/context.ts'
import type { CardLevel } from '../../clock/card-rule.ts'
import { uuidV7 } from '../../uuid.ts'
import { isWithin, nextAt } from './daytime.ts'
import { levelsOf, type Preference } from './preference.ts'
import type { MessageChannel } from './tables.ts'

type Trx = Transaction<CoreTables>

const BATCH = 500

/** The tier at which each role acts on a card. */
const TIER_OF: { readonly [R in Role]?: Tier } = {
  DEPARTMENT: 'UNIT',
  QUALITY_LEADER: 'UNIT',
  WINDOW_STAFF: 'UNIT',
  HALL_MANAGER: 'HALL',
  AUTHORITY: 'AUTHORITY',
}

/** A card as the feed tells of it. */
export type Card = {
  readonly seq: number
  readonly alertId: string
  readonly level: CardLevel
  readonly escalation: Tier | null
  /** It waits to be confirmed. */
  readonly waits: boolean
  readonly clock: string | null
  readonly scopeKey: number
  readonly organisationId: number | null
  readonly hallId: number | null
}

/** Whoever has confirmed an address, with the grants that hold now. */
export type Recipient = Preference & { readonly grants: readonly HeldGrant[] }

/** The grants through which somebody sees a card. */
export const seesBy = (grants: readonly HeldGrant[], card: Pick<Card, 'scopeKey' | 'organisationId' | 'hallId'>) =>
  grants.filter((grant) => grant.permissions.has('core.read') && reaches(grant, card))

/**
 * When somebody is told of a card: null when never. Of one that waits only who is to act on it; in quiet hours only of a
 * red one that they themselves are to act on.
 */
export function dueFor(recipient: Recipient, card: Card, now: Date): Date | null {
  const by = seesBy(recipient.grants, card)
  if (by.length === 0 || !levelsOf(recipient).includes(card.level)) return null
  const isOwn = by.some(({ role }) => role !== null && TIER_OF[role] === card.escalation)
  if (card.waits && !isOwn) return null
  if (recipient.digestAt !== null) return nextAt(recipient.digestAt, now)
  const isQuiet = isWithin(recipient.quietFrom, recipient.quietTo, now)
  return isQuiet && !(card.level === 'RED' && isOwn) ? nextAt(recipient.quietTo, now) : now
}

/** All who have confirmed an address of some channels and may still sign in. */
export async function readRecipients(
  trx: Trx,
  rolePermissions: RolePermissions,
  channels: readonly MessageChannel[],
  now: Date,
): Promise<readonly Recipient[]> {
  const rows = await trx
    .selectFrom('core.messagePreference')
    .innerJoin('core.account', 'core.account.id', 'core.messagePreference.accountId')
    .selectAll('core.messagePreference')
    .where('channel', 'in', channels)
    .where('confirmedAt', 'is not', null)
    .where('core.account.disabledAt', 'is', null)
    .execute()
  const recipients: Recipient[] = []
  for (const row of rows) recipients.push({ ...row, grants: await grantsOf(trx, row.accountId, rolePermissions, now) })
  return recipients
}

/** Cards that were issued or went up a tier: what was proposed is nobody's yet, and what was revoked or closed no news. */
async function readCards(
  trx: Trx,
): Promise<{ readonly cards: readonly Card[]; readonly upTo: number; readonly after: number }> {
  const { rows } = await sql<{ after: number; upTo: number }>`select s.after_seq as after,
    least(f.last_seq, s.after_seq + ${BATCH}) as up_to from core.message_state s, core.feed_state f`.execute(trx)
  const { after, upTo } = rows[0] ?? { after: 0, upTo: 0 }
  const found =
    await sql<Card>`select seq, level, scope_key, organisation_id, hall_id, payload::jsonb ->> 'alertId' as alert_id,
      payload::jsonb ->> 'escalation' as escalation, payload::jsonb ->> 'clock' as clock,
      coalesce((payload::jsonb ->> 'waits')::boolean, false) as waits from core.outbox
    where seq > ${after} and seq <= ${upTo} and topic = 'ALERT' and kind ~ '[.](issued|escalated)$'
      and not ${silenced} order by seq`.execute(trx)
  return { cards: found.rows, upTo, after }
}

/** Whether a silence holds for the card of an event: of its region, hall, organisation and clock. */
const silenced = sql`exists (select from core.silence s where core.outbox.scope_key >= s.scope_key
  and core.outbox.scope_key < s.scope_end and s.ended_at is null
  and core.outbox.created_at >= s.created_at and core.outbox.created_at < s.ends_at
  and (s.hall_id is null or s.hall_id = core.outbox.hall_id)
  and (s.organisation_id is null or s.organisation_id = core.outbox.organisation_id)
  and (s.clock is null or s.clock = payload::jsonb ->> 'clock'))`

const TYPES = {
  id: 'uuid',
  accountId: 'uuid',
  channel: 'text',
  alertId: 'uuid',
  level: 'text',
  seq: 'bigint',
  dueAt: 'timestamptz',
} as const

/**
 * Plans messages for the next events of the feed and moves on, in one transaction; gives how many events it moved past.
 * One message for each person, channel, alert and level; one that waits goes earlier when the card comes to the person's own tier.
 */
export async function planMessages(
  trx: Trx,
  rolePermissions: RolePermissions,
  channels: readonly MessageChannel[],
  now: Date,
): Promise<number> {
  const { cards, upTo, after } = await readCards(trx)
  const recipients =
    cards.length === 0 || channels.length === 0 ? [] : await readRecipients(trx, rolePermissions, channels, now)
  const rows = new Map(
    cards.flatMap((card) =>
      recipients.flatMap((recipient) => {
        const dueAt = dueFor(recipient, card, now)
        const { accountId, channel } = recipient
        const { alertId, level, seq } = card
        const row = { id: uuidV7(now.getTime()), accountId, channel, alertId, level, seq }
        return dueAt === null ? [] : [[`${accountId} ${channel} ${alertId} ${level}`, { ...row, dueAt }] as const]
      }),
    ),
  )
  if (rows.size > 0) {
    await sql`insert into core.message as m (id, account_id, channel, alert_id, level, seq, due_at, state, created_at, attempts)
      select p.id, p.account_id, p.channel, p.alert_id, p.level, p.seq, p.due_at, 'WAITING', ${now}::timestamptz, 0
      from ${unnest(TYPES, [...rows.values()], 'p')}
      on conflict (account_id, channel, alert_id, level) do update set due_at = least(m.due_at, excluded.due_at)
        where m.state = 'WAITING'`.execute(trx)
  }
  if (upTo > after) await sql`update core.message_state set after_seq = ${upTo}`.execute(trx)
  return upTo - after
}
