import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { CaseRecord } from '../record.ts'

/** Cases that somebody reaches whose number at the source begins with a text, newest first. */
export const findByNumber = (
  trx: Transaction<CoreTables>,
  reach: Reach,
  text: string,
  limit: number,
): Promise<readonly CaseRecord[]> =>
  trx
    .selectFrom('core.case')
    .selectAll()
    .where(withinReach(reach, CASE_REACH))
    .where('externalId', 'like', `${text.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`)
    .orderBy('openedOn', 'desc')
    .orderBy('externalId')
    .limit(limit)
    .execute()
