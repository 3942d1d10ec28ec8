import type { HandlingHost } from './handling-host.ts'
import type { ComplaintRow } from './queries/complaint.ts'
import type { VeilColumns } from './tables.ts'

type Unit = Pick<ComplaintRow, 'regionId' | 'organisationId' | 'hallId' | 'handlingRegionId' | 'sealed'>

/** From whom a sealed complaint is hidden: the region of its unit with all below, its organisation and its hall. */
export async function veilOf({ registers }: Pick<HandlingHost, 'registers'>, row: Unit): Promise<VeilColumns | null> {
  if (!row.sealed) return null
  const range = await rangeOf({ registers }, row)
  const { organisationId, hallId } = row
  return {
    veiledLo: range?.lo ?? null,
    veiledHi: range?.hi ?? null,
    veiledOrganisationId: organisationId,
    veiledHallId: hallId,
    releasedAt: null,
  }
}

/** The region of a unit, which counts as the unit; null where it is handled there, because there is none above it. */
export async function rangeOf(
  { registers }: Pick<HandlingHost, 'registers'>,
  { regionId, handlingRegionId, sealed }: Pick<Unit, 'regionId' | 'handlingRegionId' | 'sealed'>,
): Promise<{ readonly lo: number; readonly hi: number } | null> {
  if (!sealed || regionId === handlingRegionId) return null
  const region = (await registers()).tree.byId(regionId)
  if (region === undefined) throw new Error(`A complaint is about region ${regionId}, which no register has`)
  return { lo: region.scopeKey, hi: region.scopeEnd }
}
