import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import { unnest } from '../../database/bulk.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import type { CaseRecord } from '../record.ts'

/** The cases of some references (`caseRefOf`) that somebody reaches, those with the latest event first. */
export const findByRef = async (
  trx: Transaction<CoreTables>,
  reach: Reach,
  refs: readonly string[],
): Promise<readonly CaseRecord[]> => {
  if (refs.length === 0) return []
  const parts = refs.map((ref) => {
    const [source = '', externalId = ''] = ref.split('\n', 2)
    return { source, externalId }
  })
  const { rows } = await sql<CaseRecord>`select c.* from ${unnest({ source: 'text', externalId: 'text' }, parts, 'k')}
    join core."case" c on c.external_id = k.external_id and c.source = k.source
    where ${withinReach(reach, { key: 'c.scope_key', organisation: 'c.organisation_id', hall: 'c.hall_id' })}
    order by c.last_event_at desc, c.case_id desc`.execute(trx)
  return rows
}
