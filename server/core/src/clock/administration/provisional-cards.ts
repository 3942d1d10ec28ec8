import { sql, type Transaction } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { CaseKey } from '../../cases/case-id.ts'
import { deriveCase } from '../../cases/derive.ts'
import type { CaseEngine } from '../../cases/engine.ts'
import type { CaseRecord } from '../../cases/record.ts'
import { standOr } from '../../cases/rederive.ts'
import { selectEvents } from '../../cases/store.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import { dayNumberOf, localDayStart } from '../local-time.ts'

type Trx = Transaction<CoreTables>

/** A card that waits because it rested on days of which there was no notice then, and what the notice says of it. */
export type ProvisionalCard = {
  readonly alertId: string
  readonly caseId: string
  /** When it fell due as it was reckoned then. */
  readonly dueAt: Date
  /** When it falls due by the days published since; null when it does not any more. */
  readonly dueNow: Date | null
  /** CONFIRM when it is due by now, else REFUSE. */
  readonly proposal: 'CONFIRM' | 'REFUSE'
}

type Waiting = Pick<ProvisionalCard, 'alertId' | 'dueAt'> & {
  readonly clock: string
  readonly level: string
  readonly record: CaseRecord
}

const MOST = 200

/** The cards that wait and of which a notice is out by now, among those that somebody reaches; at most 200. */
export const selectProvisionalCards = async (
  trx: Trx,
  engine: CaseEngine,
  reach: Reach,
  now: Date,
): Promise<readonly ProvisionalCard[]> => {
  const waiting: Waiting[] = []
  for (const { id, publishedUntil } of engine.calendars.all) {
    const published = new Date(localDayStart(dayNumberOf(publishedUntil)))
    waiting.push(...(await selectWaiting(trx, reach, { calendarId: id, published, limit: MOST - waiting.length })))
  }
  const keys: readonly CaseKey[] = [...new Map(waiting.map(({ record }) => [record.caseId, record])).values()]
  const events = Map.groupBy(await selectEvents(trx, keys, reach), ({ caseId }) => caseId)
  return waiting.map(({ alertId, dueAt, clock, level, record }): ProvisionalCard => {
    const calendar = engine.calendars.byId(record.calendarId)
    const derived = standOr(record, () => deriveCase(record, events.get(record.caseId) ?? [], calendar, engine, now))
    const due = ('reached' in derived ? derived.reached : []).find(
      (card) => card.clock.code === clock && card.level === level,
    )
    const { caseId } = record
    return { alertId, caseId, dueAt, dueNow: due?.at ?? null, proposal: due === undefined ? 'REFUSE' : 'CONFIRM' }
  })
}

type Asked = { readonly calendarId: string; readonly published: Date; readonly limit: number }

const ALERT_REACH = { key: 'a.scope_key', organisation: 'a.organisation_id', hall: 'a.hall_id' } as const
const CASE_OF_ALERT = { key: 'c.scope_key', organisation: 'c.organisation_id', hall: 'c.hall_id' } as const

const selectWaiting = async (
  trx: Trx,
  reach: Reach,
  { calendarId, published, limit }: Asked,
): Promise<readonly Waiting[]> => {
  if (limit <= 0) return []
  const { rows } = await sql<
    Omit<Waiting, 'record'> & CaseRecord
  >`select a.alert_id, a.due_at, a.clock, a.level, c.* from core.alert a
    join core."case" c on c.area_code = a.area_code and c.opened_on = a.opened_on and c.case_id = a.case_id
    where a.state = 'TO_CONFIRM' and a.provisional and a.subject = 'case' and a.due_at < ${published}
      and c.calendar_id = ${calendarId} and ${withinReach(reach, ALERT_REACH)} and ${withinReach(reach, CASE_OF_ALERT)}
    order by a.due_at, a.alert_id limit ${limit}`.execute(trx)
  return rows.map(({ alertId, dueAt, clock, level, ...record }) => ({ alertId, dueAt, clock, level, record }))
}
