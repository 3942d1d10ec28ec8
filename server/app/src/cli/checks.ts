import { checkRollups, openPlatform } from '@zhikong/core'
import type { Database, Declarations } from '@zhikong/core'
import { sql } from 'kysely'

import { places } from './check-places.ts'

/** Something that must hold at any moment; gives one sentence for each thing that does not. */
export type Check = {
  readonly name: string
  run(database: Database, declarations: Declarations): Promise<readonly string[]>
}

const rowSecurity: Check = {
  name: 'row security is forced on every table',
  run: (database) =>
    database.withOwner(async (db) => {
      const open = await sql<{ name: string }>`select c.oid::regclass::text as name from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
          and n.nspname not like 'pg\\_%' and not (c.relrowsecurity and c.relforcerowsecurity)`.execute(db)
      return open.rows.map(({ name }) => `Row security is not forced on ${name}.`)
    }),
}

/** The first year that records may fall in. */
const BEGINNING = '2004-01-01'
const DAY_MS = 86_400_000

const rollups: Check = {
  name: 'totals of all regions are what children, own halls and records say',
  run: async (database, declarations) => {
    const platform = await openPlatform({ database, declarations, onError: () => undefined })
    try {
      const [province] = platform.registers.current().tree.roots
      if (province === undefined) return []
      const tomorrow = new Date((await platform.clock.now()).getTime() + DAY_MS).toISOString().slice(0, 10)
      const { mismatches } = await checkRollups(platform, province.code, { from: BEGINNING, to: tomorrow })
      return mismatches
    } finally {
      await platform.close()
    }
  },
}

const feed: Check = {
  name: 'the feed is numbered without a gap',
  run: (database) =>
    database.withScope({ mode: 'engine' }, async (trx) => {
      const { rows } = await sql<{
        missing: number
      }>`select coalesce(max(seq) - min(seq) + 1 - count(*), 0)::bigint as missing
        from core.outbox where seq is not null`.execute(trx)
      const missing = rows[0]?.missing ?? 0
      return missing === 0 ? [] : [`${missing} numbers of the feed have no event.`]
    }),
}

/** What `pnpm zhikong check` looks at, in this order. */
export const checks: readonly Check[] = [rowSecurity, rollups, feed, places]
