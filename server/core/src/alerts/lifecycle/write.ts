import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import { CASE_REACH, withinReach } from '../../access/reach-condition.ts'
import type { CaseKey } from '../../cases/case-id.ts'
import { columnName, unnest } from '../../database/bulk.ts'
import { isDistributed, lockGroups } from '../../database/distribution/lock-groups.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import { CARD_KEY, CHANGED_BY_STEPS } from '../alert-columns.ts'
import type { AlertTable } from '../tables.ts'
import type { Moved } from './take-step.ts'
import { insertSteps } from './trail.ts'

type Trx = Transaction<CoreTables>

const KEY_TYPES = { areaCode: 'int', openedOn: 'date', caseId: 'uuid' } as const
const WRITTEN = { ...CARD_KEY, ...CHANGED_BY_STEPS }
type Written = Pick<AlertTable, keyof typeof WRITTEN>

const ON_CARD = sql.raw(
  Object.keys(CARD_KEY)
    .map((key) => `a.${columnName(key)} = k.${columnName(key)}`)
    .join(' and '),
)
const SETS = sql.raw(
  Object.keys(CHANGED_BY_STEPS)
    .map((key) => `${columnName(key)} = k.${columnName(key)}`)
    .join(', '),
)

/** Locks and reads cards by their ids, those that somebody reaches: always in the same order, whoever asks. */
export const lockAlerts = async (
  trx: Trx,
  ids: readonly string[],
  reach: Reach | null,
): Promise<readonly AlertTable[]> => {
  if (ids.length === 0) return []
  const areas = (await isDistributed(trx)) ? await areasOf(trx, ids) : [null]
  const locked: AlertTable[] = []
  for (const area of areas) {
    const { rows } = await sql<AlertTable>`select * from core.alert where alert_id = any(${ids}::uuid[])
      and ${area === null ? sql`true` : sql`area_code = ${area}`}
      and ${reach === null ? sql`true` : withinReach(reach, CASE_REACH)} order by alert_id for update`.execute(trx)
    locked.push(...rows)
  }
  return locked
}

const areasOf = async (trx: Trx, ids: readonly string[]): Promise<readonly number[]> => {
  const { rows } = await sql<{ areaCode: number }>`select distinct area_code from core.alert
    where alert_id = any(${ids}::uuid[]) order by area_code`.execute(trx)
  return rows.map(({ areaCode }) => areaCode)
}

/** The subjects of cards, for the locks that come before those of the cards themselves. */
export const subjectsOf = async (trx: Trx, ids: readonly string[], reach: Reach): Promise<readonly CaseKey[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<CaseKey>`select distinct area_code, opened_on, case_id from core.alert
    where subject = 'case' and alert_id = any(${ids}::uuid[]) and ${withinReach(reach, CASE_REACH)}`.execute(trx)
  return rows
}

/** Locks and reads the cards of some subjects that have not been told of its end. */
export const lockOpenAlertsOf = async (trx: Trx, keys: readonly CaseKey[]): Promise<readonly AlertTable[]> => {
  if (keys.length === 0) return []
  const own = keys.map(({ areaCode, openedOn, caseId }) => ({ areaCode, openedOn, caseId }))
  const locked: AlertTable[] = []
  for (const group of await lockGroups(trx, own)) {
    const { rows } = await sql<AlertTable>`select a.* from ${unnest<CaseKey>(KEY_TYPES, group.rows, 'k')}
      join core.alert a on a.area_code = k.area_code and a.opened_on = k.opened_on and a.case_id = k.case_id
      where a.ended_at is null and ${group.condition('a')} order by a.alert_id for update of a`.execute(trx)
    locked.push(...rows)
  }
  return locked
}

/** Writes cards that have moved, and their trails. The caller holds their locks. */
export const saveMoved = async (trx: Trx, moved: readonly Moved[]): Promise<void> => {
  if (moved.length === 0) return
  const rows = moved.map(({ alert }) => alert)
  await sql`update core.alert a set ${SETS} from ${unnest<Written>(WRITTEN, rows, 'k')} where ${ON_CARD}`.execute(trx)
  await insertSteps(
    trx,
    moved.flatMap(({ steps }) => steps),
  )
}
