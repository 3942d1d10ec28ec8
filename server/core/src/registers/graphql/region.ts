import { localDate } from '../../clock/local-time.ts'
import type { Builder } from '../../graphql/builder.ts'
import { pageSize } from '../../graphql/connections.ts'
import type { Region } from '../region.ts'
import { isValidOn } from '../region-tree.ts'
import type { RegistersHost } from './host.ts'
import { mayRead } from './within.ts'

/** Writes `Region` with its enums, and the queries `region` and `searchRegions`. */
export function defineRegion(builder: Builder, host: RegistersHost) {
  const { registers } = host
  builder.enumType('Level', {
    description: 'The five levels of the tree of regions.',
    values: {
      PROVINCE: { description: 'Province 省.' },
      CITY: { description: 'City or prefecture 市州.' },
      COUNTY: { description: 'County, district or county-level city 县市区, or a park of that level.' },
      TOWNSHIP: { description: 'Township, town or subdistrict 乡镇(街道).' },
      VILLAGE: { description: 'Village or community 村(社区).' },
    },
  })
  builder.enumType('RegionKind', {
    description: 'What a region is beside its level.',
    values: {
      ORDINARY: { description: 'An ordinary region.' },
      PARK: { description: 'A development or management zone 园区.' },
      FARM: { description: 'A farm 农林茶渔场.' },
      OTHER: { description: 'Another place that is run like a region, e.g. a prison or a nature reserve.' },
    },
  })
  const Region = builder.objectType('Region', {
    access: { open: true },
    description:
      'A region 区域: the province, a city, county, township or village. Names are open; figures go by range.',
    fields: (t) => ({
      id: t.id({
        description: 'Stable for good, whatever becomes of its code.',
        resolve: (region) => String(region.id),
      }),
      code: t.expose('code', { type: 'RegionCode', description: 'The code it has now, 12 digits.' }),
      name: t.exposeString('name', { description: 'The name in Chinese.' }),
      nameEn: t.exposeString('nameEn', { description: 'The name in English.' }),
      pinyin: t.exposeString('pinyin', { description: 'The reading of the name, no tones, no spaces.' }),
      level: t.expose('level', { type: 'Level', description: 'Its level.' }),
      kind: t.expose('kind', { type: 'RegionKind', description: 'What it is beside its level.' }),
      parent: t.field({
        type: 'Region',
        nullable: true,
        description: 'The region right above; null for the province.',
        resolve: async (region) => (await registers.tree()).parentOf(region),
      }),
      ancestors: t.field({
        type: ['Region'],
        description: 'The regions above, from the province down to the parent.',
        resolve: async (region) => [...(await registers.tree()).ancestorsOf(region)],
      }),
      children: t.field({
        type: ['Region'],
        description: 'The regions right below that are valid today, in the order of their codes.',
        resolve: (region) => validChildren(host, region),
      }),
      childCount: t.int({
        description: 'How many regions right below are valid today.',
        resolve: async (region) => (await validChildren(host, region)).length,
      }),
      halls: t.field({
        type: ['Hall'],
        description: 'The halls that have their seat in the region itself; empty outside of the own range.',
        resolve: async (region, _args, { principal }) =>
          mayRead(principal, region.scopeKey) ? [...(await registers.index()).hallsSeatedIn(region.id)] : [],
      }),
    }),
  })
  builder.queryField('region', (t) =>
    t.field({
      type: 'Region',
      nullable: true,
      description: 'The region of a code, also of a code of former times; null when there is none.',
      authScopes: { signedIn: true },
      args: { code: t.arg({ type: 'RegionCode', required: true, description: 'Its code.' }) },
      resolve: async (_root, { code }) => (await registers.tree()).byCode(code),
    }),
  )
  builder.queryField('searchRegions', (t) =>
    t.field({
      type: ['Region'],
      description: 'Regions by name, English name, pinyin, initials or code: exact ones first, then higher levels.',
      authScopes: { signedIn: true },
      args: {
        text: t.arg.string({ required: true, description: 'What to look for: 岳麓, yuelu, ylq, 430104.' }),
        first: t.arg.int({ defaultValue: 20, description: 'How many, at most 100.' }),
      },
      resolve: async (_root, { text, first }) => {
        const size = pageSize(first, 20, 100)
        return [...(await registers.tree()).search(text, size)]
      },
    }),
  )
  return { Region }
}

async function validChildren({ registers, clock }: RegistersHost, region: Region): Promise<Region[]> {
  const children = (await registers.tree()).childrenOf(region)
  const now = children.some((child) => child.validTo !== null || child.validFrom > '2000-01-01')
  if (!now) return [...children]
  const today = localDate(await clock.now())
  return children.filter((child) => isValidOn(child, today))
}
