import { sql } from 'kysely'
import { seedCalendars } from './clock/seed-calendars.ts'
import type { Database } from './database/database.ts'
import { loadChannels } from './registers/load-channels.ts'
import { loadRegions } from './registers/load-regions.ts'

const PROVINCE = '430000000000'
const XIANGXI = '433100000000'

/** What every new database holds before anything else: regions, channels, calendars. Changes nothing the next time. */
export const prepareData = async (
  database: Pick<Database, 'withScope'>,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<void> => {
  await database.withScope({ mode: 'administration' }, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('first data'))`.execute(trx) // of processes that start together
    await loadRegions(trx, onProgress)
    await loadChannels(trx)
    const places = await trx
      .selectFrom('core.region')
      .select(['id', 'code'])
      .where('code', 'in', [PROVINCE, XIANGXI])
      .execute()
    const idOf = (code: string) => places.find((place) => place.code === code)?.id ?? null
    const province = idOf(PROVINCE)
    if (province !== null) await seedCalendars(trx, { province, xiangxi: idOf(XIANGXI) })
  })
}
