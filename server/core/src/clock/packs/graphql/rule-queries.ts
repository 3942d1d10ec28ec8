import type { CoreServices } from '../../../core-services.ts'
import type { Builder } from '../../../graphql/builder.ts'
import type { RequestContext } from '../../../graphql/context.ts'
import { fault } from '../../../graphql/fault.ts'
import { readerScope } from '../../../access/scope.ts'
import { wholeWithin } from '../../../registers/graphql/within.ts'
import { dayNumberOf, localDate, localDayStart } from '../../local-time.ts'
import { baseRules } from '../base-rules.ts'
import { loadRulePacks } from '../load-packs.ts'
import { selectPack, selectPacks } from '../select-packs.ts'
import { statedRules } from '../stated-rule.ts'
import { RULES_ACCESS } from './access.ts'
import type { defineCardRule } from './card-rule-type.ts'
import type { defineRulePack } from './rule-pack-type.ts'

type Services = Pick<CoreServices, 'registers' | 'clock' | 'declarations'>
type Types = {
  readonly CardRule: ReturnType<typeof defineCardRule>
  readonly RulePack: ReturnType<typeof defineRulePack>
}

const authScopes = RULES_ACCESS

/** Writes the queries `rulePacks`, `rulePack` and `rulesInForce`. */
export const defineRuleQueries = (builder: Builder, services: Services, { CardRule, RulePack }: Types): void => {
  const { registers, clock, declarations } = services
  const regionOf = async ({ principal }: RequestContext, code: string) => {
    const tree = await registers.tree()
    const region = wholeWithin(tree, principal, code)
    if (region === undefined) throw fault('NOT_FOUND', { value: code }, ['within'])
    return { tree, region }
  }
  builder.queryField('rulePacks', (t) =>
    t.field({
      type: [RulePack],
      description:
        'The newest version of each rule pack of a region, of those above it and of all within it; wide ones first.',
      authScopes,
      args: { within: t.arg({ type: 'RegionCode', required: true, description: 'The region, in the own range.' }) },
      resolve: async (_root, { within }, context) => {
        const { tree, region } = await regionOf(context, within)
        const range = { lo: region.scopeKey, hi: region.scopeEnd }
        return [...(await context.read((trx) => selectPacks(trx, tree, range)))]
      },
    }),
  )
  builder.queryField('rulePack', (t) =>
    t.field({
      type: RulePack,
      nullable: true,
      description: 'A version of a rule pack; null when there is none that concerns the own range.',
      authScopes,
      args: {
        id: t.arg.id({ required: true, description: 'The id of the pack.' }),
        version: t.arg.int({ description: 'Its number; the newest unless told.' }),
      },
      resolve: async (_root, { id, version = null }, context) => {
        const tree = await registers.tree()
        const asked = { id, version }
        return context.read((trx) => selectPack(trx, tree, asked, readerScope(context.principal)))
      },
    }),
  )
  builder.queryField('rulesInForce', (t) =>
    t.field({
      type: [CardRule],
      description: 'Every rule for what begins in a region on a day, each with the version that states it.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, in the own range.' }),
        on: t.arg({ type: 'Date', description: 'The day, from its beginning; unless told, this moment.' }),
      },
      resolve: async (_root, { within, on }, context) => {
        const { tree, region } = await regionOf(context, within)
        const now = await clock.now()
        const at = on == null || on === localDate(now) ? now : new Date(localDayStart(dayNumberOf(on)))
        const { packs } = await context.read((trx) => loadRulePacks(trx, tree, baseRules(declarations)))
        return [...statedRules(packs.packFor(region.scopeKey, at))]
      },
    }),
  )
}
