import { sql } from 'kysely'
import type { Selectable, Transaction } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { CaseKey } from '../../cases/case-id.ts'
import type { ColumnTypes } from '../../database/bulk.ts'
import { columnList, SPREAD, unnest } from '../../database/bulk.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import type { AlertStepTable, NewStep } from '../tables.ts'

const STEP_TYPES: ColumnTypes<NewStep> = {
  alertId: 'uuid',
  areaCode: 'int',
  openedOn: 'date',
  caseId: 'uuid',
  scopeKey: 'bigint',
  organisationId: 'int',
  hallId: 'int',
  at: 'timestamptz',
  actorId: 'text',
  actor: 'text',
  kind: 'text',
  fromState: 'text',
  toState: 'text',
  text: 'text',
}

/** Adds to the trails of cards; nothing there is ever changed. */
export const insertSteps = async (trx: Transaction<CoreTables>, steps: readonly NewStep[]): Promise<void> => {
  if (steps.length === 0) return
  await sql`insert into core.alert_step (${columnList(STEP_TYPES)})
    select * from ${unnest(STEP_TYPES, steps)} ${SPREAD}`.execute(trx)
}

const KEY_TYPES = { areaCode: 'int', openedOn: 'date', caseId: 'uuid' } as const

/** A step of a trail as it is read. */
export type TrailStep = Selectable<AlertStepTable>

/** The trails of the cards of some subjects that somebody reaches, by the id of the card, in order. */
export const selectTrails = async (
  trx: Transaction<CoreTables>,
  keys: readonly CaseKey[],
  reach: Reach,
): Promise<ReadonlyMap<string, readonly TrailStep[]>> => {
  const own = new Map(keys.map(({ areaCode, openedOn, caseId }) => [caseId, { areaCode, openedOn, caseId }]))
  const { rows } = await sql<TrailStep>`select s.* from ${unnest<CaseKey>(KEY_TYPES, [...own.values()], 'k')}
    join core.alert_step s on s.area_code = k.area_code and s.opened_on = k.opened_on and s.case_id = k.case_id
    where ${withinReach(reach, { key: 's.scope_key', organisation: 's.organisation_id', hall: 's.hall_id' })}
    order by s.step_id`.execute(trx)
  return Map.groupBy(rows, ({ alertId }) => alertId)
}

/** The newest step of a kind in the trail of a card, of anybody or of one actor. */
export const selectNewestStep = async (
  trx: Transaction<CoreTables>,
  { areaCode, openedOn, caseId }: CaseKey,
  alertId: string,
  kind: AlertStepTable['kind'],
  actorId: string | null = null,
): Promise<TrailStep | undefined> =>
  trx
    .selectFrom('core.alertStep')
    .selectAll()
    .where('areaCode', '=', areaCode)
    .where('openedOn', '=', openedOn)
    .where('caseId', '=', caseId)
    .where('alertId', '=', alertId)
    .where('kind', '=', kind)
    .$if(actorId !== null, (query) => query.where('actorId', '=', actorId))
    .orderBy('stepId', 'desc')
    .limit(1)
    .executeTakeFirst()
