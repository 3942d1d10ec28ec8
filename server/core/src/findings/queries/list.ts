import { sql } from 'kysely'
import { withinReach } from '../../access/reach-condition.ts'
import type { Reach } from '../../graphql/context.ts'
import type { PluginTransaction } from '../../plugin.ts'
import type { FindingSeverity, FindingSource, FindingState } from '../contract.ts'
import type { Findings } from '../tables.ts'
import type { FindingRow } from './finding.ts'
import type { OccurrenceRow } from './occurrence.ts'

type Db = PluginTransaction<Findings>

/** Which findings are asked for. */
export type FindingFilter = {
  readonly states: readonly FindingState[] | null
  readonly type: string | null
  readonly source: FindingSource | null
  readonly severity: FindingSeverity | null
  readonly organisationId: number | null
  readonly hallId: number | null
  /** Within the title or cause. */
  readonly text: string | null
  /** Found more than once. */
  readonly isRepeated: boolean
}

/** Where a page begins: after this one. */
export type Turn = { readonly lastFoundAt: string; readonly id: string }

const COUNT_UP_TO = 10_000
const COLUMNS = { key: 'f.scope_key', organisation: 'f.organisation_id', hall: 'f.hall_id' } as const
const OF_UNIT = { organisation: 'organisation_id', hall: 'hall_id' } as const

const wanted = (reach: Reach, filter: FindingFilter) => {
  const { states, type, source, severity, organisationId, hallId, text } = filter
  const conditions = [withinReach(reach, COLUMNS)]
  if (states !== null) conditions.push(sql`f.state = any(${[...states]}::text[])`)
  if (type !== null) conditions.push(sql`f.type = ${type}`)
  if (source !== null) {
    conditions.push(sql`exists (select from findings.occurrence o where o.finding_id = f.id and o.source = ${source})`)
  }
  if (severity !== null) conditions.push(sql`f.severity = ${severity}`)
  if (organisationId !== null) conditions.push(sql`f.organisation_id = ${organisationId}`)
  if (hallId !== null) conditions.push(sql`f.hall_id = ${hallId}`)
  if (text !== null) {
    conditions.push(
      sql`(position(lower(${text}) in lower(f.title)) > 0 or position(lower(${text}) in lower(f.cause)) > 0)`,
    )
  }
  if (filter.isRepeated) conditions.push(sql`f.occurrences > 1`)
  return sql.join(conditions, sql` and `)
}

/** Findings within reach, those found last before all others. */
export async function selectFindings(
  db: Db,
  reach: Reach,
  filter: FindingFilter,
  { limit, after }: { readonly limit: number; readonly after: Turn | null },
): Promise<readonly FindingRow[]> {
  const from =
    after === null ? sql`` : sql`and (f.last_found_at, f.id) < (${after.lastFoundAt}::timestamptz, ${after.id}::uuid)`
  const { rows } = await sql<FindingRow>`select f.* from findings.finding f
    where ${wanted(reach, filter)} ${from} order by f.last_found_at desc, f.id desc limit ${limit}`.execute(db)
  return rows
}

/** How many there are, counted up to 10,000. */
export async function countFindings(db: Db, reach: Reach, filter: FindingFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select
    from findings.finding f where ${wanted(reach, filter)} limit ${COUNT_UP_TO}) as found`.execute(db)
  return rows[0]?.n ?? 0
}

/** One finding within reach. */
export async function selectFinding(db: Db, reach: Reach, id: string): Promise<FindingRow | undefined> {
  return db
    .selectFrom('findings.finding')
    .selectAll()
    .where('id', '=', id)
    .where(withinReach(reach, OF_UNIT))
    .executeTakeFirst()
}

/** Each time that a finding was found, in order. */
export async function selectOccurrences(db: Db, reach: Reach, findingId: string): Promise<readonly OccurrenceRow[]> {
  return db
    .selectFrom('findings.occurrence')
    .selectAll()
    .where('findingId', '=', findingId)
    .where(withinReach(reach, OF_UNIT))
    .orderBy('foundAt')
    .orderBy('id')
    .limit(MOST_SHOWN)
    .execute()
}

/** What happened with a finding, in order. */
export async function selectSteps(db: Db, reach: Reach, findingId: string) {
  return db
    .selectFrom('findings.step')
    .selectAll()
    .where('findingId', '=', findingId)
    .where(withinReach(reach, OF_UNIT))
    .orderBy('id')
    .limit(MOST_SHOWN)
    .execute()
}

const MOST_SHOWN = 500
