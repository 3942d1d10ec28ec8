import { withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql } from 'kysely'
import type { Measure } from '../contract.ts'
import { type TimeBase, recordIn, type Period } from './time-base.ts'
import { cardRevoked } from './accused.ts'

type Db = PluginTransaction<unknown>

/** A unit or person with more than one record in a period. */
export type Offender = {
  readonly organisationId: number | null
  readonly hallId: number | null
  /** Null for a unit. */
  readonly staffId: number | null
  readonly records: number
  readonly inaction: number
  readonly slow: number
  readonly arbitrary: number
  readonly lastMeasure: Measure | null
  readonly lastDecidedAt: Date | null
  /** The newest twenty. */
  readonly ids: readonly number[]
}

const RECORD = { key: 'r.scope_key', organisation: 'r.organisation_id', hall: 'r.hall_id' } as const
const MOST = 100

/**
 * Who has at least `least` records in a period, those with the most first, at most a hundred. Records that were
 * withdrawn, decided as not to be held to account, or whose card was revoked do not count. A unit is the organisation,
 * or the hall where no organisation is accused.
 */
export async function selectOffenders(
  db: Db,
  reach: Reach,
  asked: Period & { readonly base: TimeBase; readonly least: number; readonly of: 'UNIT' | 'PERSON' },
): Promise<readonly Offender[]> {
  const staff = asked.of === 'PERSON' ? sql`r.staff_id` : sql`null::int`
  const { rows } = await sql<Offender>`with counted as (
    select r.id, r.act, r.measure, r.decided_at, r.organisation_id, ${staff} as staff_id,
      case when r.organisation_id is null then r.hall_id end as hall_id
    from efficiency.accountability_record r
    where ${withinReach(reach, RECORD)} and r.state <> 'WITHDRAWN' and r.measure is distinct from 'NONE'
      and not ${cardRevoked} and ${recordIn(asked.base, asked)}
      ${asked.of === 'PERSON' ? sql`and r.staff_id is not null` : sql``}
  )
  select organisation_id, hall_id, staff_id, count(*)::int as records,
    count(*) filter (where act = 'INACTION')::int as inaction, count(*) filter (where act = 'SLOW')::int as slow,
    count(*) filter (where act = 'ARBITRARY')::int as arbitrary, max(decided_at) as last_decided_at,
    (array_agg(measure order by decided_at desc) filter (where measure is not null))[1] as last_measure,
    (array_agg(id order by id desc))[1:20] as ids
  from counted group by organisation_id, hall_id, staff_id having count(*) >= ${asked.least}
  order by records desc, organisation_id, hall_id, staff_id limit ${MOST}`.execute(db)
  return rows
}
