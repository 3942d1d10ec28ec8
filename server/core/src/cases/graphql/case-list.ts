import { readerScope } from '../../access/scope.ts'
import type { Builder } from '../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../graphql/connections.ts'
import type { Principal, Reach, ReadingDatabase } from '../../graphql/context.ts'
import { mentionedIn } from '../../graphql/mentioned.ts'
import type { RegionTree } from '../../registers/region-tree.ts'
import { decodeCaseId } from '../case-id.ts'
import { viewCases } from '../queries/case-view.ts'
import { readAhead, readsAhead } from '../queries/read-ahead.ts'
import type { CasePlace, Indexed } from '../queries/select-cases.ts'
import { countCases, isOverdueAlone, selectCase, selectCases, selectNewest } from '../queries/select-cases.ts'
import { defineCaseFilter } from './case-filter.ts'
import type { CaseServices, CaseTypes } from './case-types.ts'
import { instantIn, uuidIn } from './cursor-parts.ts'

/** What a reader reaches of a region given as the argument `within`. NOT_FOUND for unknown and out of range alike. */
export const reachWithin = (tree: RegionTree, principal: Principal | null, code: string): Reach => {
  const region = tree.byCode(code)
  return readerScope(principal, region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }, code)
}

/** The index that has the newest of all cases that a reader reaches in a region; undefined where none has. */
const indexedOf = (tree: RegionTree, within: string, { organisationId, hallId }: Reach): Indexed | undefined => {
  if (organisationId !== null || hallId !== null) return undefined
  const region = tree.byCode(within)
  if (region?.level === 'PROVINCE') return 'ALL'
  if (region?.level === 'CITY') return { city: region.scopeKey }
  return region?.level === 'COUNTY' ? { area: region.areaCode } : undefined
}

/** Writes the queries `cases` and `case`. */
export const defineCaseList = (builder: Builder, services: CaseServices, types: CaseTypes): void => {
  const { Case } = types
  const CaseConnection = connectionOf(builder, 'Case', Case, { permission: 'core.read' })
  const CaseFilter = defineCaseFilter(builder, types)
  builder.queryField('cases', (t) =>
    t.field({
      type: CaseConnection,
      description:
        'The cases of a region with all within it, those with the latest event first. NOT_FOUND outside of the own range.',
      authScopes: { permission: 'core.read' },
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region; its whole subtree counts.' }),
        filter: t.arg({ type: CaseFilter, description: 'Only some of them.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, filter, first, after }, context, info) => {
        const tree = await services.registers.tree()
        const reach = reachWithin(tree, context.principal, within)
        const size = pageSize(first)
        const place = after == null ? null : placeOf(after)
        const mentioned = mentionedIn(info)
        const count = (trx: ReadingDatabase) => countCases(trx, reach, filter ?? {})
        const page = { limit: size + 1, after: place }
        const indexed = filter == null ? indexedOf(tree, within, reach) : undefined
        const { rows, ahead, total } = await context.read(
          async (trx) => {
            const [found, counted] = await Promise.all([
              indexed === undefined
                ? selectCases(trx, reach, filter ?? {}, page)
                : selectNewest(trx, reach, indexed, page),
              mentioned.has('total') ? count(trx) : undefined,
            ])
            return { rows: found, total: counted, ahead: await readAhead(trx, found, reach, mentioned) }
          },
          reach,
          {
            atOnce: !readsAhead(mentioned),
            kept: isOverdueAlone(filter ?? {}) || (indexed !== undefined && !mentioned.has('total')),
          },
        )
        return pageOf(await viewCases(services, context, rows, ahead), {
          first: size,
          after,
          total: total ?? (() => context.read(count, reach)),
          cursorOf: ({ record }) => encodeCursor([record.lastEventAt.toISOString(), record.caseId]),
        })
      },
    }),
  )
  builder.queryField('case', (t) =>
    t.field({
      type: Case,
      nullable: true,
      description: 'One case by its id; null when there is none, or none in the own range.',
      authScopes: { permission: 'core.read' },
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: async (_root, { id }, context, info) => {
        const key = decodeCaseId(id)
        if (key === null) return null
        const reach = readerScope(context.principal)
        const [record, ahead] = await context.read(
          (trx) => Promise.all([selectCase(trx, key, reach), readAhead(trx, [key], reach, mentionedIn(info))]),
          undefined,
          { atOnce: true, kept: true },
        )
        const [view] = await viewCases(services, context, record === undefined ? [] : [record], ahead)
        return view
      },
    }),
  )
}

const placeOf = (cursor: string): CasePlace => {
  const [lastEventAt, caseId] = decodeCursor(cursor, 2)
  return { lastEventAt: instantIn(lastEventAt), caseId: uuidIn(caseId) }
}
