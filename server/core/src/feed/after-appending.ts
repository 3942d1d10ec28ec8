import type { Database } from '../database/database.ts'
import { hasAppended } from './append.ts'

/** The same database, telling after each commit in whose transaction events were written. */
export function afterAppending(database: Database, tell: () => void): Database {
  return {
    ...database,
    withScope: async (scope, work, freshness, how) => {
      let hasNews = false
      const result = await database.withScope(
        scope,
        async (trx) => {
          const done = await work(trx)
          hasNews = hasAppended(trx)
          return done
        },
        freshness,
        how,
      )
      if (hasNews) tell()
      return result
    },
  }
}
