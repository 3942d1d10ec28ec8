import type { PluginTransaction } from '@zhikong/core'
import type { Improvement } from '../tables.ts'
import type { RectificationRow } from './rectification.ts'

type Db = PluginTransaction<Improvement>

/** The rectification of a finding, held until the transaction ends. */
export async function lockByFinding(db: Db, findingId: string): Promise<RectificationRow | undefined> {
  return db
    .selectFrom('improvement.rectification')
    .selectAll()
    .where('findingId', '=', findingId)
    .forUpdate()
    .executeTakeFirst()
}

/** A closed one by the id of its round, whose effect is not judged yet, held until the transaction ends. */
export async function lockPending(db: Db, roundId: string): Promise<RectificationRow | undefined> {
  return db
    .selectFrom('improvement.rectification')
    .selectAll()
    .where('roundId', '=', roundId)
    .where('effect', '=', 'PENDING')
    .forUpdate()
    .executeTakeFirst()
}

/** Closed ones of the same unit, type and cause whose effect a finding of this instant speaks about. */
export async function lockRepeated(
  db: Db,
  row: Pick<RectificationRow, 'id' | 'findingType' | 'cause' | 'scopeKey' | 'organisationId' | 'hallId' | 'foundAt'>,
): Promise<readonly RectificationRow[]> {
  return db
    .selectFrom('improvement.rectification')
    .selectAll()
    .where('findingType', '=', row.findingType)
    .where('cause', '=', row.cause)
    .where('scopeKey', '=', row.scopeKey)
    .where('organisationId', row.organisationId === null ? 'is' : '=', row.organisationId)
    .where('hallId', row.hallId === null ? 'is' : '=', row.hallId)
    .where('id', '<>', row.id)
    .where('effect', '=', 'PENDING')
    .where('closedAt', '<=', row.foundAt)
    .where('effectDue', '>=', row.foundAt)
    .orderBy('id')
    .forUpdate()
    .execute()
}
