import type { Builder } from '../../graphql/builder.ts'
import { connectionOf } from '../../graphql/connections.ts'
import type { RegistersHost } from './host.ts'
import { pageOfList } from './page-of-list.ts'
import { readWithin, rowsWithin } from './within.ts'

/** Writes `Organisation` and the query `organisations`. */
export function defineOrganisation(builder: Builder, { registers }: RegistersHost) {
  const Organisation = builder.objectType('Organisation', {
    access: { open: true },
    description: 'A department or another body that decides cases or runs halls 机构/部门.',
    fields: (t) => ({
      id: t.id({ description: 'Stable for good.', resolve: (organisation) => String(organisation.id) }),
      code: t.exposeString('code', { description: 'The code by which systems name it.' }),
      name: t.exposeString('name', { description: 'The name in Chinese.' }),
      nameEn: t.exposeString('nameEn', { nullable: true, description: 'The name in English, when there is one.' }),
      region: t.field({
        type: 'Region',
        description: 'The region to which it belongs.',
        resolve: async (organisation) => {
          const region = (await registers.tree()).byId(organisation.regionId)
          if (region === undefined) throw new Error(`The organisation ${organisation.code} has no region.`)
          return region
        },
      }),
      kind: t.exposeString('kind', {
        description: 'DEPARTMENT 部门, AUTHORITY 政务服务管理机构, HALL_MANAGER 大厅管理机构 or OTHER.',
      }),
    }),
  })
  const OrganisationConnection = connectionOf(builder, 'Organisation', Organisation, { signedIn: true })
  builder.queryField('organisations', (t) =>
    t.field({
      type: OrganisationConnection,
      description: 'The organisations of a region and below it, from above. NOT_FOUND outside of the own range.',
      authScopes: { signedIn: true },
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, ...page }, { principal }) => {
        const { tree, index } = await registers.snapshot()
        const { scopeKey, scopeEnd } = readWithin(tree, principal, within)
        const rows = rowsWithin(index.organisations, { lo: scopeKey, hi: scopeEnd })
        return pageOfList(rows, page, 2, (organisation) => [organisation.scopeKey, organisation.code])
      },
    }),
  )
  return { Organisation }
}
