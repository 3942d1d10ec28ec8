import { CASE_REACH, withinReach, type CaseKey, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql } from 'kysely'
import type { LeadTable, RecordTable } from '../tables.ts'

type Db = PluginTransaction<unknown>

/** The case behind an act, with where it belongs. */
export type AccusedCase = Pick<
  RecordTable,
  | 'areaCode'
  | 'regionId'
  | 'scopeKey'
  | 'organisationId'
  | 'hallId'
  | 'openedOn'
  | 'caseId'
  | 'caseNumber'
  | 'acceptedAt'
>

/** A card as it bears on accountability. */
export type AccusedCard = Pick<AccusedCase, 'areaCode' | 'openedOn' | 'caseId'> & {
  readonly alertId: string
  readonly level: string
  readonly state: string
  readonly raisedAt: Date
}

/** A case within reach. */
export async function selectAccusedCase(db: Db, reach: Reach, key: CaseKey): Promise<AccusedCase | undefined> {
  return db
    .selectFrom('core.case')
    .select(['areaCode', 'regionId', 'scopeKey', 'organisationId', 'hallId', 'openedOn', 'caseId', 'acceptedAt'])
    .select('externalId as caseNumber')
    .where('areaCode', '=', key.areaCode)
    .where('openedOn', '=', key.openedOn)
    .where('caseId', '=', key.caseId)
    .where(withinReach(reach, CASE_REACH))
    .executeTakeFirst()
}

/** A card of a case within reach; nobody changes it until the transaction ends. In the scope of the engine. */
export async function lockCard(db: Db, reach: Reach, alertId: string): Promise<AccusedCard | undefined> {
  return db
    .selectFrom('core.alert')
    .select(['areaCode', 'openedOn', 'caseId', 'alertId', 'level', 'state', 'raisedAt'])
    .where('alertId', '=', alertId)
    .where('subject', '=', 'case')
    .where(withinReach(reach, CASE_REACH))
    .forUpdate()
    .executeTakeFirst()
}

/** Somebody on the register of staff, by code, who belongs to the unit that is accused. */
export async function selectStaff(
  db: Db,
  code: string,
  { organisationId, hallId }: Pick<LeadTable, 'organisationId' | 'hallId'>,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('core.staff')
    .select('id')
    .where('code', '=', code)
    .where((eb) => eb.or([eb('organisationId', '=', organisationId), eb('hallId', '=', hallId)]))
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row?.id
}

/** The names of staff by id. */
export async function selectStaffNames(
  db: Db,
  reach: Reach,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('core.staff')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .where(withinReach(reach, CASE_REACH))
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Whether the card `alert` was revoked on appeal, or never issued. */
export const cardRevoked = sql<boolean>`exists (select from core.alert a where a.alert_id = r.alert_id
  and a.area_code = r.area_code and a.opened_on = r.opened_on and a.case_id = r.case_id and a.state = 'REVOKED')`
