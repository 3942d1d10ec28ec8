import type { Host } from '../../host.ts'
import type { Complaints, UnitColumns } from '../tables.ts'

/** How the unit of a complaint or channel is looked up in the registers. */
export const unitFields = ({ registers }: Pick<Host<Complaints>, 'registers'>) => ({
  region: async ({ regionId }: Pick<UnitColumns, 'regionId'>) => {
    const region = (await registers()).tree.byId(regionId)
    if (region === undefined) throw new Error(`A complaint is about region ${regionId}, which no register has`)
    return region
  },
  organisation: async ({ organisationId }: Pick<UnitColumns, 'organisationId'>) =>
    organisationId === null ? null : (await registers()).index.organisationById.get(organisationId),
  hall: async ({ hallId }: Pick<UnitColumns, 'hallId'>) =>
    hallId === null ? null : (await registers()).index.hallById.get(hallId),
})
