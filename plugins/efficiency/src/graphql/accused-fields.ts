import { encodeCaseId, type Host, type RegisterSnapshot } from '@zhikong/core'
import type { Efficiency, LeadTable } from '../tables.ts'

type Place = Pick<LeadTable, 'regionId' | 'organisationId' | 'hallId' | 'areaCode' | 'openedOn' | 'caseId'>

/** How the unit and case of a lead or record are looked up. */
export const accusedOf = (host: Host<Efficiency>) => ({
  region: async ({ regionId }: Pick<Place, 'regionId'>) => regionOf(await host.registers(), regionId),
  organisation: async ({ organisationId }: Pick<Place, 'organisationId'>) =>
    organisationId === null ? null : (await host.registers()).index.organisationById.get(organisationId),
  hall: async ({ hallId }: Pick<Place, 'hallId'>) =>
    hallId === null ? null : (await host.registers()).index.hallById.get(hallId),
  caseId: ({ areaCode, openedOn, caseId }: Pick<Place, 'areaCode' | 'openedOn' | 'caseId'>) =>
    encodeCaseId({ areaCode, openedOn, caseId }),
})

const regionOf = ({ tree }: RegisterSnapshot, id: number) => {
  const region = tree.byId(id)
  if (region === undefined) throw new Error(`A record is about region ${id}, which no register has`)
  return region
}
