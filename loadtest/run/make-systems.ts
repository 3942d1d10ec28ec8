import { createApiKey, type Platform, type Region } from '@zhikong/core'
import { hallCode } from '@zhikong/server'
import type { Reporter, ReportingHall } from '../k6/plan.ts'

/** Systems of the load test: one that reports in each city, and one that follows the whole province. */
export type Systems = { readonly reporters: readonly Reporter[]; readonly readerKey: string }

/** Makes the keys of the systems. */
export const makeSystems = async ({ database, registers }: Platform): Promise<Systems> => {
  const { tree, index } = await registers.snapshot()
  const [province] = tree.roots
  if (province === undefined) throw new Error('The tree of regions is empty.')
  const key = async (name: string, region: Region, permission: string): Promise<string> => {
    const { id, scopeKey: lo, scopeEnd: hi } = region
    const made = await createApiKey(database, {
      name,
      region: { id, lo, hi },
      permissions: [permission],
      createdBy: 'load test',
    })
    return made.key
  }
  const organisationOf = new Map([...index.organisationById.values()].map(({ regionId, code }) => [regionId, code]))
  const hallOf = (region: Region): readonly ReportingHall[] => {
    const [code, organisation] = [hallCode(region), organisationOf.get(region.id)]
    if (organisation === undefined || !index.hallByCode.has(code)) return []
    return [{ code, region: region.code, organisation }]
  }
  const reporters = tree.childrenOf(province).map(async (city): Promise<Reporter> => ({
    key: await key(`load test ${city.code}`, city, 'core.report'),
    source: `load-test-${city.code.slice(0, 4)}`,
    halls: tree.childrenOf(city).flatMap(hallOf),
  }))
  return {
    reporters: (await Promise.all(reporters)).filter(({ halls }) => halls.length > 0),
    readerKey: await key('load test, streams', province, 'core.read'),
  }
}
