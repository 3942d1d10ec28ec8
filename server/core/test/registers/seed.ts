import type { Database } from '../../src/database/database.ts'
import { loadChannels, loadRegions } from '../../src/registers/index.ts'

/** A database with the regions of Hunan and the default channels. */
export const regionsSeed = {
  name: 'registers',
  fill: (database: Database) =>
    database.withScope({ mode: 'administration' }, async (trx) => {
      await loadRegions(trx)
      await loadChannels(trx)
    }),
}
