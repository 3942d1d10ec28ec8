import type pg from 'pg'
import { openEndpoint } from '../endpoint.ts'

/** The arms by the names under which they are measured. */
export const PEER_NAMES = ['own', 'yoga', 'mercurius', 'postgraphile', 'raw SQL'] as const
export type PeerName = (typeof PEER_NAMES)[number]

export type Place = { readonly code: string }

/** What is asked for: places, cases by the ids of the product and of the peers, and a year of whole months. */
export type Sample = {
  readonly cities: readonly Place[]
  readonly cases: readonly { readonly id: string; readonly caseId: string }[]
  readonly from: string
  readonly to: string
}

type Listed = { readonly cases: { readonly nodes: readonly { readonly id: string; readonly externalId: string }[] } }

const CASES = `query Some($within: RegionCode!) { cases(within: $within, first: 100) { nodes { id externalId } } }`

/** Draws what is asked for from what was loaded up to the day `until`. */
export const drawSample = async (pool: pg.Pool, url: string, key: string, until: string): Promise<Sample> => {
  const { rows: cities } = await pool.query<Place>(
    `select code from reads_peer.region where parent_id = (select id from reads_peer.region where parent_id is null)
     order by scope_key limit 14`,
  )
  const endpoint = openEndpoint(url, 4, key)
  const pages = await Promise.all(cities.map(({ code }) => endpoint.ask(CASES, { within: code }) as Promise<Listed>))
  endpoint.close()
  const listed = pages.flatMap(({ cases: { nodes } }) => nodes)
  const { rows } = await pool.query<{ case_id: string; external_id: string }>(
    'select case_id, external_id from reads_peer.case_record where external_id = any($1)',
    [listed.map(({ externalId }) => externalId)],
  )
  const byNumber = new Map(rows.map((row) => [row.external_id, row.case_id]))
  const cases = listed.flatMap(({ id, externalId }) => {
    const caseId = byNumber.get(externalId)
    return caseId === undefined ? [] : [{ id, caseId }]
  })
  const [year, month] = [Number(until.slice(0, 4)), until.slice(5, 7)]
  return { cities, cases, from: `${year - 1}-${month}-01`, to: `${year}-${month}-01` }
}
