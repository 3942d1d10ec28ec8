import { newestFirst } from '../../access/third-parties/newest-first.ts'
import { reachWithin } from '../../cases/graphql/case-list.ts'
import type { CaseServices } from '../../cases/graphql/case-types.ts'
import type { Builder } from '../../graphql/builder.ts'
import { connectionOf } from '../../graphql/connections.ts'
import { countSilences, selectSilences } from '../silences/store.ts'
import { defineSavingSilences } from './save-silence.ts'
import { defineSilenceType, viewSilences } from './silence-type.ts'

/** Writes `Silence`, the query `silences`, and the mutations that make and end one. */
export const defineSilences = (builder: Builder, services: CaseServices): void => {
  const Silence = defineSilenceType(builder)
  builder.queryField('silences', (t) =>
    t.field({
      type: connectionOf(builder, 'Silence', Silence, { permission: 'core.read' }),
      description:
        'The silences of a region with all within it, the newest first; those that are over, too. NOT_FOUND outside of the own range.',
      authScopes: { permission: 'core.read' },
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region; its whole subtree counts.' }),
        active: t.arg.boolean({ description: 'Only those that hold now, or only those that do not.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, active, ...page }, { principal, read }) => {
        const reach = reachWithin(await services.registers.tree(), principal, within)
        const wanted = { reach, active: active ?? null, at: await services.clock.now() }
        return newestFirst(
          page,
          async (asked) => viewSilences(services, await read((trx) => selectSilences(trx, wanted, asked), reach)),
          () => read((trx) => countSilences(trx, wanted), reach),
        )
      },
    }),
  )
  defineSavingSilences(builder, services, Silence)
}
