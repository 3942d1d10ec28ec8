import type { Selectable, Transaction } from 'kysely'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { CoreTables } from '../../database/tables.ts'
import { uuidV7 } from '../../uuid.ts'
import type { MessageChannel, MessagePreferenceTable } from './tables.ts'

export type Preference = Selectable<MessagePreferenceTable>

/** What holds for who has said nothing: nothing is sent, for want of an address. By short message only red cards. */
export const usual = (accountId: string, now: Date, channel: MessageChannel = 'MAIL'): Preference => ({
  id: channel === 'MAIL' ? accountId : uuidV7(now.getTime()),
  accountId,
  channel,
  address: null,
  confirmedAt: null,
  codeHash: null,
  codeSentAt: null,
  codeTries: 0,
  language: 'zh-CN',
  levels: channel === 'MAIL' ? 'YELLOW,RED' : 'RED',
  digestAt: null,
  quietFrom: '21:00',
  quietTo: '08:00',
  updatedAt: now,
})

/** The levels in the column. */
export const levelsOf = ({ levels }: Pick<Preference, 'levels'>): readonly CardLevel[] =>
  levels.split(',').filter((level): level is CardLevel => level !== '')

export const readPreference = (
  trx: Transaction<CoreTables>,
  accountId: string,
  channel: MessageChannel,
): Promise<Preference | undefined> =>
  trx
    .selectFrom('core.messagePreference')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('channel', '=', channel)
    .executeTakeFirst()

/** Writes a preference in place of the one before. */
export async function writePreference(trx: Transaction<CoreTables>, preference: Preference): Promise<void> {
  const { id: _, ...values } = preference
  await trx
    .insertInto('core.messagePreference')
    .values(preference)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}
