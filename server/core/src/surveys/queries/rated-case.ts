import { sql } from 'kysely'
import type { AskedCase } from '../sampled-case.ts'
import type { Db } from './campaign.ts'

/** The case that a rating is about, and the region of its hall. In the scope of the engine. */
export async function selectRatedCase(
  db: Db,
  ratingId: string,
): Promise<(Omit<AskedCase, 'caseRef'> & { readonly regionId: number }) | undefined> {
  const { rows } = await sql<Omit<AskedCase, 'caseRef'> & { readonly regionId: number }>`select
      c.area_code as case_area, c.opened_on, c.case_id, c.matter_id, c.hall_id as case_hall_id,
      c.organisation_id as case_organisation_id, coalesce(c.ended_at, g.given_at) as ended_at, c.region_id
    from ratings.given g join core."case" c
      on c.area_code = g.area_code and c.opened_on = g.opened_on and c.case_id = g.case_id
    where g.rating_id = ${ratingId}`.execute(db)
  return rows[0]
}
