import { readerScope } from '../access/scope.ts'
import { findByNumber } from '../cases/queries/find-by-number.ts'
import type { CaseView } from '../cases/queries/case-view.ts'
import { viewCases } from '../cases/queries/case-view.ts'
import type { CoreServices } from '../core-services.ts'
import type { Builder } from '../graphql/builder.ts'
import { invalid } from '../graphql/fault.ts'
import { searchMatters } from '../registers/matter-search.ts'
import type { Region } from '../registers/region.ts'
import type { HallEntry, MatterEntry, OrganisationEntry } from '../registers/register-index.ts'

type Hit = Region | HallEntry | OrganisationEntry | MatterEntry | CaseView

const LONGEST_TEXT = 100
const MOST_HITS = 50
/** Below this a number says too little to look cases up by. */
const SHORTEST_NUMBER = 3

/** Writes `search`: one field for all that people look for by name, pinyin, initials, code or number. */
export const defineSearch = (builder: Builder, services: CoreServices): void => {
  const SearchHit = builder.unionType('SearchHit', {
    description: 'Something found.',
    types: ['Region', 'Hall', 'Organisation', 'Matter', 'Case'],
    resolveType: (hit) => typeOf(hit),
  })
  builder.queryField('search', (t) =>
    t.field({
      type: [SearchHit],
      description:
        "Regions, halls, organisations and matters by name, pinyin, initials or code, and cases of the reader's range by number.",
      authScopes: { permission: 'core.read' },
      args: {
        text: t.arg.string({ required: true, description: 'What to look for.' }),
        first: t.arg.int({ defaultValue: 20, description: 'How many, at most 50.' }),
      },
      resolve: async (_root, { text, first }, context) => {
        const wanted = text.trim()
        if (wanted === '') return []
        if (wanted.length > LONGEST_TEXT) {
          throw invalid({ 'zh-CN': '查找内容过长。', en: 'The text to look for is too long.' }, ['text'])
        }
        const count = Math.min(Math.max(first ?? 20, 1), MOST_HITS)
        const { tree, index } = await services.registers.snapshot()
        const { principal } = context
        const within = ({ scopeKey }: { readonly scopeKey: number }): boolean =>
          principal !== null && scopeKey >= principal.lo && scopeKey < principal.hi
        const cases =
          wanted.length < SHORTEST_NUMBER
            ? []
            : await viewCases(
                services,
                context,
                await context.read((trx) => findByNumber(trx, readerScope(principal), wanted, count)),
              )
        const named = <T extends { readonly name: string; readonly code: string }>(rows: readonly T[]): readonly T[] =>
          rows.filter(({ name, code }) => name.includes(wanted) || code.startsWith(wanted)).slice(0, count)
        return [
          ...tree.search(wanted, count),
          ...cases,
          ...searchMatters(index.matters, wanted)
            .slice(0, count)
            .map(({ matter }) => matter),
          ...named(index.halls.filter(within)),
          ...named(index.organisations.filter(within)),
        ].slice(0, count)
      },
    }),
  )
}

const typeOf = (hit: Hit): 'Region' | 'Hall' | 'Organisation' | 'Matter' | 'Case' => {
  if ('record' in hit) return 'Case'
  if ('scopeEnd' in hit) return 'Region'
  if ('baseCode' in hit) return 'Matter'
  return 'areaCode' in hit ? 'Hall' : 'Organisation'
}
