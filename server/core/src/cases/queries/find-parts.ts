import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import { unnest } from '../../database/bulk.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import type { CaseRecord } from '../record.ts'

/** Of one joint case no more parts than these are shown. */
export const MOST_PARTS = 50

/** The parts of some joint cases that somebody reaches, by number. */
export const findParts = async (
  trx: Transaction<CoreTables>,
  reach: Reach,
  joint: readonly Pick<CaseRecord, 'source' | 'externalId'>[],
): Promise<readonly CaseRecord[]> => {
  if (joint.length === 0) return []
  const { rows } = await sql<CaseRecord>`select c.* from ${unnest({ source: 'text', externalId: 'text' }, joint, 'k')}
    join core."case" c on c.source = k.source and c.parent_external_id = k.external_id
    where ${withinReach(reach, { key: 'c.scope_key', organisation: 'c.organisation_id', hall: 'c.hall_id' })}
    order by c.external_id limit ${MOST_PARTS * joint.length}`.execute(trx)
  const byParent = Map.groupBy(rows, ({ source, parentExternalId }) => `${source}\n${parentExternalId}`)
  return [...byParent.values()].flatMap((parts) => parts.slice(0, MOST_PARTS))
}
