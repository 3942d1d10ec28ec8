import { CASE_REACH, withinReach, type CaseKey, type PluginTransaction, type Reach } from '@zhikong/core'
import type { Improvement } from '../tables.ts'

/** A case as somebody urges on it. */
export async function selectUrgedCase(db: PluginTransaction<Improvement>, key: CaseKey, reach?: Reach) {
  return db
    .selectFrom('core.case')
    .select([
      'areaCode',
      'regionId',
      'scopeKey',
      'organisationId',
      'hallId',
      'matterId',
      'state',
      'externalId',
      'caseId',
    ])
    .where('areaCode', '=', key.areaCode)
    .where('openedOn', '=', key.openedOn)
    .where('caseId', '=', key.caseId)
    .$if(reach !== undefined, (query) => (reach === undefined ? query : query.where(withinReach(reach, CASE_REACH))))
    .executeTakeFirst()
}

export type UrgedCase = NonNullable<Awaited<ReturnType<typeof selectUrgedCase>>>
