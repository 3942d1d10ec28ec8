import type { Selectable, Transaction } from 'kysely'
import type { CardLevel } from '../../clock/card-rule.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { MessagePreferenceTable } from './tables.ts'

export type Preference = Selectable<MessagePreferenceTable>

/** What holds for who has said nothing: nothing is sent, for want of an address. */
export const usual = (accountId: string, now: Date): Preference => ({
  accountId,
  address: null,
  confirmedAt: null,
  codeHash: null,
  codeSentAt: null,
  codeTries: 0,
  language: 'zh-CN',
  levels: 'YELLOW,RED',
  digestAt: null,
  quietFrom: '21:00',
  quietTo: '08:00',
  updatedAt: now,
})

/** The levels in the column. */
export const levelsOf = ({ levels }: Pick<Preference, 'levels'>): readonly CardLevel[] =>
  levels.split(',').filter((level): level is CardLevel => level !== '')

export const readPreference = (trx: Transaction<CoreTables>, accountId: string): Promise<Preference | undefined> =>
  trx.selectFrom('core.messagePreference').selectAll().where('accountId', '=', accountId).executeTakeFirst()

/** Writes a preference in place of the one before. */
export async function writePreference(trx: Transaction<CoreTables>, preference: Preference): Promise<void> {
  const { accountId: _, ...values } = preference
  await trx
    .insertInto('core.messagePreference')
    .values(preference)
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet(values))
    .execute()
}
