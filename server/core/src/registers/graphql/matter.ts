import type { Builder } from '../../graphql/builder.ts'
import { connectionOf } from '../../graphql/connections.ts'
import { searchMatters } from '../matter-search.ts'
import type { RegistersHost } from './host.ts'
import { pageOfList } from './page-of-list.ts'

/** Writes `Matter` and the query `matters`. */
export function defineMatter(builder: Builder, { registers }: RegistersHost) {
  const Matter = builder.objectType('Matter', {
    access: { signedIn: true },
    description: 'A matter that people bring to government 政务服务事项.',
    fields: (t) => ({
      id: t.id({ description: 'Stable for good.', resolve: (matter) => String(matter.id) }),
      code: t.exposeString('code', { description: 'The code by which systems name it.' }),
      baseCode: t.exposeString('baseCode', {
        nullable: true,
        description: 'The code of the basic list that the same matter has everywhere; null when not known.',
      }),
      name: t.exposeString('name', { description: 'The name in Chinese.' }),
      nameEn: t.exposeString('nameEn', { nullable: true, description: 'The name in English, when there is one.' }),
      type: t.exposeString('type', { description: 'Licence, public service …, in the words of its list.' }),
      kind: t.exposeString('kind', {
        description: 'IMMEDIATE 即办件, PROMISED 承诺件, FORWARDED 上报件 or JOINT 联办件.',
      }),
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'Who decides; null when it is the same matter for many.',
        resolve: async ({ organisationId }) =>
          organisationId === null ? null : (await registers.index()).organisationById.get(organisationId),
      }),
      promised: t.expose('promised', { type: 'Limit', nullable: true, description: 'The promised limit 承诺时限.' }),
      statutory: t.expose('statutory', { type: 'Limit', nullable: true, description: 'The statutory limit 法定时限.' }),
    }),
  })
  const MatterConnection = connectionOf(builder, 'Matter', Matter, { signedIn: true })
  builder.queryField('matters', (t) =>
    t.field({
      type: MatterConnection,
      description: 'Matters by name, pinyin, initials or code, or all of them by code.',
      authScopes: { signedIn: true },
      args: {
        text: t.arg.string({ description: 'What to look for; all when left out.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { text, ...page }) => {
        const found = searchMatters((await registers.index()).matters, text ?? '')
        const { edges, ...rest } = pageOfList(found, page, 2, ({ rank, matter }) => [rank, matter.code])
        return { ...rest, edges: edges.map(({ cursor, node }) => ({ cursor, node: node.matter })) }
      },
    }),
  )
  return { Matter }
}
