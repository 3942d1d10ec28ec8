import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../database/tables.ts'
import type { ScopeRange } from '../graphql/context.ts'

type Trx = Transaction<CoreTables>

/**
 * Case numbers are told apart within a source, so a source belongs to one range: that of whoever reports under it first.
 * From then on it serves reporters of that range, of ranges within it and around it, and nobody beside it: else a stranger
 * could take the numbers of somebody else's cases, or ask by them whether a case exists.
 * Answers the sources among these that belong to somebody beside the reporter.
 */
export const claimSources = async (
  trx: Trx,
  sources: readonly string[],
  range: ScopeRange,
  now: Date,
): Promise<ReadonlySet<string>> => {
  const known = await selectSources(trx, sources)
  const fresh = sources.filter((code) => !known.has(code)).toSorted()
  if (fresh.length === 0) return beside(known, range)
  await sql`insert into core.source (code, lo, hi, claimed_at)
    select code, ${range.lo}::bigint, ${range.hi}::bigint, ${now} from unnest(${fresh}::text[]) as fresh (code)
    on conflict (code) do nothing`.execute(trx)
  return beside(await selectSources(trx, sources), range)
}

/** Notes that sources reported on a day; the same again writes nothing. */
export const noteReporting = async (trx: Trx, sources: readonly string[], day: string): Promise<void> => {
  await sql`insert into core.source_day (code, day) select code, ${day}::date from unnest(${sources.toSorted()}::text[]) as spoke (code)
    order by code on conflict do nothing`.execute(trx)
}

/** All sources and the ranges to which they belong, by code. */
export const listSources = async (trx: Trx): Promise<readonly CoreTables['core.source'][]> =>
  trx.selectFrom('core.source').selectAll().orderBy('code').execute()

/** Gives a source to another range; undefined when nobody has reported under it. In the scope `administration`. */
export const giveSource = async (
  trx: Trx,
  code: string,
  { lo, hi }: ScopeRange,
): Promise<CoreTables['core.source'] | undefined> => {
  const before = await trx.selectFrom('core.source').selectAll().where('code', '=', code).forUpdate().executeTakeFirst()
  if (before !== undefined) await trx.updateTable('core.source').set({ lo, hi }).where('code', '=', code).execute()
  return before
}

const selectSources = async (trx: Trx, sources: readonly string[]): Promise<ReadonlyMap<string, ScopeRange>> => {
  const rows = await trx
    .selectFrom('core.source')
    .select(['code', 'lo', 'hi'])
    .where(sql<boolean>`code = any(${sources}::text[])`)
    .execute()
  return new Map(rows.map(({ code, ...range }) => [code, range]))
}

const beside = (known: ReadonlyMap<string, ScopeRange>, range: ScopeRange): ReadonlySet<string> =>
  new Set([...known].filter(([, owner]) => !isWithin(owner, range) && !isWithin(range, owner)).map(([code]) => code))

const isWithin = (inner: ScopeRange, outer: ScopeRange): boolean => inner.lo >= outer.lo && inner.hi <= outer.hi
