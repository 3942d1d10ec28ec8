import type { CaseTypes } from '../../../cases/graphql/case-types.ts'
import type { CoreServices } from '../../../core-services.ts'
import type { Builder } from '../../../graphql/builder.ts'
import { answer, resultOf } from '../../../graphql/errors.ts'
import { fault, invalid } from '../../../graphql/fault.ts'
import { wholeWithin } from '../../../registers/graphql/within.ts'
import { lockRulePacks, planPack } from '../plan-pack.ts'
import { addPack, entryOfPack } from '../save-pack.ts'
import { RULES_ACCESS } from './access.ts'
import type { defineCardRule } from './card-rule-type.ts'
import { defineRuleDifference } from './rule-difference.ts'
import type { RuleEnums } from './rule-enums.ts'
import { defineRuleInput } from './rule-input.ts'
import type { defineRulePack } from './rule-pack-type.ts'
import { draftOf } from './rule-input-draft.ts'

const SAVED = 'core.rule-pack.saved'
const MOST_NOTE = 500

type Types = Pick<CaseTypes, 'CardLevel'> & {
  readonly enums: RuleEnums
  readonly CardRule: ReturnType<typeof defineCardRule>
  readonly RulePack: ReturnType<typeof defineRulePack>
}

const noteOf = (note: string | null | undefined): string | null => {
  const text = note?.trim() ?? ''
  if (text.length <= MOST_NOTE) return text === '' ? null : text
  throw invalid({ 'zh-CN': `说明最多 ${MOST_NOTE} 个字符。`, en: `A note has at most ${MOST_NOTE} characters.` }, [
    'input',
    'note',
  ])
}

const defineInput = (builder: Builder, { enums, CardLevel }: Types) => {
  const CardRuleInput = defineRuleInput(builder, enums, { CardLevel })
  return builder.inputType('SaveRulePackInput', {
    description: 'A new version of the rules of a region.',
    fields: (t) => ({
      region: t.field({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
      version: t.int({ description: 'The version that was read and is followed; left out for the first.' }),
      effectiveFrom: t.field({
        type: 'Date',
        required: true,
        description: 'Today or later, at most five years ahead.',
      }),
      note: t.string({ description: 'Why, at most 500 characters.' }),
      rules: t.field({
        type: [CardRuleInput],
        required: true,
        description: 'All rules that differ from those above; none to take all over from there.',
      }),
      dryRun: t.boolean({ description: 'True: only say what would differ. Nothing is written.' }),
    }),
  })
}

/** Writes the mutation `saveRulePack`. */
export const defineSaveRulePack = (
  builder: Builder,
  { registers, clock, declarations }: Pick<CoreServices, 'registers' | 'clock' | 'declarations'>,
  types: Types,
): void => {
  const { RulePack, CardRule } = types
  const Difference = defineRuleDifference(builder, CardRule, types)
  builder.mutationField('saveRulePack', (t) =>
    t.field({
      type: resultOf(builder, 'SaveRulePack', RULES_ACCESS, { rulePack: RulePack, differences: [Difference] }),
      description:
        'Adds a version to the rules of a region, for what begins from a day on. What has begun keeps its rules, and cards that were issued stay as they are. The same call again changes nothing.',
      authScopes: { permission: 'core.administer' },
      audit: SAVED,
      args: { input: t.arg({ type: defineInput(builder, types), required: true, description: 'The version.' }) },
      resolve: (_root, { input }, { principal, change }) =>
        answer(async () => {
          if (principal === null) throw fault('UNAUTHENTICATED')
          const tree = await registers.tree()
          const region = wholeWithin(tree, principal, input.region)
          if (region === undefined) throw fault('NOT_FOUND', { value: input.region }, ['input', 'region'])
          const { effectiveFrom, version = null, dryRun } = input
          const draft = { region, version, effectiveFrom, note: noteOf(input.note), rules: input.rules.map(draftOf) }
          const by = principal.username ?? principal.name
          const planned = await change(SAVED, async (trx, note) => {
            await lockRulePacks(trx)
            const plan = await planPack(trx, draft, { tree, declared: declarations, now: await clock.now(), by })
            if (dryRun !== true && !plan.isStored) {
              await addPack(trx, plan)
              note(entryOfPack(plan, region))
            }
            return plan
          })
          return { rulePack: { row: planned.row, region }, differences: [...planned.differences] }
        }),
    }),
  )
}
