import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import type { CaseRecord } from '../record.ts'

/** Cases of a range whose number at the source begins with a text, newest first. */
export const findByNumber = (
  trx: Transaction<CoreTables>,
  { lo, hi }: ScopeRange,
  text: string,
  limit: number,
): Promise<readonly CaseRecord[]> =>
  trx
    .selectFrom('core.case')
    .selectAll()
    .where('scopeKey', '>=', lo)
    .where('scopeKey', '<', hi)
    .where('externalId', 'like', `${text.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`)
    .orderBy('openedOn', 'desc')
    .orderBy('externalId')
    .limit(limit)
    .execute()
