import { sql, type Selectable } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { ControlClockTable, ControlLogTable } from '../control-tables.ts'
import type { Db } from './group.ts'

export type ControlLogRow = Readonly<Selectable<ControlLogTable>>
export type ControlClockRow = Readonly<Selectable<ControlClockTable>>

const REACH = { hall: 'hall_id' } as const

type Span = { readonly hallIds: readonly number[]; readonly from: string; readonly to: string }

/** Logs of some halls within reach about the days of a span (`to` not among them), those kept first before all others. */
export const selectLogs = async (
  db: Db,
  reach: Reach,
  { hallIds, from, to }: Span,
): Promise<readonly ControlLogRow[]> =>
  hallIds.length === 0
    ? []
    : db
        .selectFrom('halls.controlLog')
        .selectAll()
        .where(withinReach(reach, REACH))
        .where(sql<boolean>`hall_id = any(${hallIds})`)
        .where('day', '>=', from)
        .where('day', '<', to)
        .orderBy('keptAt')
        .orderBy('id')
        .execute()

export const insertLog = async (db: Db, row: ControlLogRow): Promise<void> => {
  await db.insertInto('halls.controlLog').values(row).execute()
}

/** Which day a hall owes, held until the transaction ends. In the scope of the engine. */
export const lockControlClock = (db: Db, areaCode: number, hallId: number): Promise<ControlClockRow | undefined> =>
  db
    .selectFrom('halls.controlClock')
    .selectAll()
    .where('areaCode', '=', areaCode)
    .where('hallId', '=', hallId)
    .forUpdate()
    .executeTakeFirst()

/** Notes which day a hall owes. */
export const saveControlClock = async (db: Db, row: ControlClockRow): Promise<void> => {
  const { clockId, owedDay } = row
  await db
    .insertInto('halls.controlClock')
    .values(row)
    .onConflict((on) => on.columns(['areaCode', 'hallId']).doUpdateSet({ clockId, owedDay }))
    .execute()
}

export type RegionDay = { readonly regionId: number; readonly day: string; readonly n: number }

/** How many halls each region had on the days of a span, as registers said then. In the scope of the engine. */
export const selectHallsByDay = async (db: Db, days: readonly string[]): Promise<readonly RegionDay[]> => {
  const { rows } = await sql<RegionDay>`select s.region_id, to_char(d.day, 'YYYY-MM-DD') as day, sum(s.n)::int as n
    from unnest(${days}::date[]) as d (day) join halls.standing as s on s.measure = 'halls' and s.day <= d.day
    group by 1, 2 having sum(s.n) > 0`.execute(db)
  return rows
}

/** A log of a day: of which hall, and when the first came. */
export type FirstLog = Pick<ControlLogRow, 'regionId' | 'hallId' | 'day'> & { readonly firstKeptAt: Date }

/** The first logs of all halls about some days. In the scope of the engine. */
export const selectFirstLogs = async (db: Db, days: readonly string[]): Promise<readonly FirstLog[]> => {
  const { rows } = await sql<FirstLog>`select region_id, hall_id, to_char(day, 'YYYY-MM-DD') as day,
      min(kept_at) as first_kept_at
    from halls.control_log where day = any(${days}::date[]) group by 1, 2, 3`.execute(db)
  return rows
}
