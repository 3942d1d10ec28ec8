import type { Host } from '@zhikong/core'
import type { Improvement, PlaceColumns } from '../tables.ts'

/** How the place of a record is looked up in the registers. */
export const placeFields = (host: Host<Improvement>) => ({
  region: async ({ regionId }: Pick<PlaceColumns, 'regionId'>) => {
    const region = (await host.registers()).tree.byId(regionId)
    if (region === undefined) throw new Error(`A record is about region ${regionId}, which no register has`)
    return region
  },
  organisation: async ({ organisationId }: Pick<PlaceColumns, 'organisationId'>) =>
    organisationId === null ? null : (await host.registers()).index.organisationById.get(organisationId),
  hall: async ({ hallId }: Pick<PlaceColumns, 'hallId'>) =>
    hallId === null ? null : (await host.registers()).index.hallById.get(hallId),
})
