import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { CaseRecord } from '../record.ts'

/** Cases of the reader's range whose number at the source begins with a text, newest first. */
export const findByNumber = (
  trx: Transaction<CoreTables>,
  text: string,
  limit: number,
): Promise<readonly CaseRecord[]> =>
  trx
    .selectFrom('core.case')
    .selectAll()
    .where('externalId', 'like', `${text.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`)
    .orderBy('openedOn', 'desc')
    .orderBy('externalId')
    .limit(limit)
    .execute()
