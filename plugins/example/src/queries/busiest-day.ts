import { withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import type { Example } from '../tables.ts'
import type { Visit } from './visit.ts'

type Db = PluginTransaction<Example>

/** Looks for the busiest day of a hall again; the same answer however often it is asked. */
export async function refreshBusiestDay(db: Db, hallId: number): Promise<void> {
  await db
    .insertInto('example.busiestDay')
    .columns(['hallId', 'day', 'visitors', 'scopeKey'])
    .expression((eb) =>
      eb
        .selectFrom('example.visit')
        .select(['hallId', 'day', 'visitors', 'scopeKey'])
        .where('hallId', '=', hallId)
        .orderBy('visitors', 'desc')
        .orderBy('day')
        .limit(1),
    )
    .onConflict((on) =>
      on.column('hallId').doUpdateSet((eb) => ({
        day: eb.ref('excluded.day'),
        visitors: eb.ref('excluded.visitors'),
        scopeKey: eb.ref('excluded.scopeKey'),
      })),
    )
    .execute()
}

/** The busiest day of a hall, by its code, when the hall lies in reach. */
export async function selectBusiestDay(db: Db, hall: string, reach: Reach): Promise<Visit | undefined> {
  return db
    .selectFrom('example.busiestDay')
    .innerJoin('core.hall', 'core.hall.id', 'example.busiestDay.hallId')
    .select(['hallId', 'core.hall.code as hall', 'core.hall.name as hallName', 'day', 'visitors'])
    .where('core.hall.code', '=', hall)
    .where(withinReach(reach, { key: 'example.busiest_day.scope_key', hall: 'example.busiest_day.hall_id' }))
    .executeTakeFirst()
}
