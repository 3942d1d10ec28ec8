import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import { provinceOf } from '../score-subject.ts'
import { WHOLE, type Weighted } from '../rules/score.ts'
import { selectVersions, type WeightsVersion } from '../queries/score-weights.ts'
import type { Halls } from '../tables.ts'
import { fault } from '../../graphql/fault.ts'
import { readerScope } from '../../access/scope.ts'

/** Writes `ScoreWeights` and the list of their versions. */
export const defineScoreWeights = (builder: Builder, host: Host<Halls>) => {
  const authScopes = { permission: host.permission('halls.read') }
  const access = { anyOf: [host.permission('halls.read'), host.permission('halls.weigh')] }
  const Weight = builder.objectRef<Weighted>('ScoreWeight').implement({
    access,
    description: 'What one indicator counts in the composite score (5-e).',
    fields: (t) => ({
      indicator: t.exposeString('indicator', { description: 'The code of the indicator.' }),
      title: t.string({
        description: "Its title in the reader's language.",
        resolve: ({ indicator }, _args, { language }) =>
          host.indicators.find(({ code }) => code === indicator)?.title[language] ?? indicator,
      }),
      weight: t.exposeInt('weight', { description: 'Ten-thousandths: 2500 for a quarter.' }),
      zeroAt: t.exposeFloat('zeroAt', { description: 'The figure that is worth 0 points.' }),
      fullAt: t.exposeFloat('fullAt', {
        nullable: true,
        description: 'The figure that is worth 100 points where no target holds.',
      }),
    }),
  })
  const Ref = builder.objectRef<WeightsVersion>('ScoreWeights').implement({
    access,
    description: 'A version of the weights of the composite score: added, never changed (5-e).',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      fromMonth: t.expose('fromMonth', { type: 'Date', description: 'The first day of the first month it holds for.' }),
      minimumCoverage: t.float({
        nullable: true,
        description: 'The share of weight (0 to 1) from which on there is a score; null when no part may be missing.',
        resolve: ({ minimumCoverage }) => (minimumCoverage === null ? null : minimumCoverage / WHOLE),
      }),
      graceDays: t.exposeInt('graceDays', { description: 'Days after a month in which late records still count.' }),
      reason: t.exposeString('reason', { description: 'Why it was set.' }),
      setBy: t.exposeString('setBy', { description: 'Who set it.' }),
      setAt: t.expose('setAt', { type: 'DateTime', description: 'When.' }),
      parts: t.field({
        type: [Weight],
        description: 'What each indicator counts.',
        resolve: ({ parts }) => [...parts],
      }),
    }),
  })
  builder.queryField('scoreWeights', (t) =>
    t.field({
      type: [Ref],
      description: 'All versions of the weights that hold, held or will hold for a region, the last before all others.',
      authScopes,
      args: { region: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }) },
      resolve: async (_root, { region: code }, context) => {
        const { tree } = await host.registers()
        const region = tree.byCode(code)
        readerScope(
          context.principal,
          region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd },
          code,
          ['region'],
        )
        if (region === undefined) throw fault('NOT_FOUND', { value: code }, ['region'])
        return host.read(context, async (trx) => [...(await selectVersions(trx, provinceOf(tree, region).id))])
      },
    }),
  )
  return Ref
}
