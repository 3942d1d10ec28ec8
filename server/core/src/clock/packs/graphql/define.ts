import type { CaseTypes } from '../../../cases/graphql/case-types.ts'
import type { CoreServices } from '../../../core-services.ts'
import type { Builder } from '../../../graphql/builder.ts'
import { defineCardRule } from './card-rule-type.ts'
import { defineRuleEnums } from './rule-enums.ts'
import { defineRulePack } from './rule-pack-type.ts'
import { defineRuleQueries } from './rule-queries.ts'
import { defineSaveRulePack } from './save-rule-pack.ts'

/** Writes the types, queries and the mutation of rule packs. */
export const defineRulePacks = (
  builder: Builder,
  services: Pick<CoreServices, 'registers' | 'clock' | 'declarations'>,
  { CardLevel }: Pick<CaseTypes, 'CardLevel'>,
): void => {
  const enums = defineRuleEnums(builder)
  const CardRule = defineCardRule(builder, enums, { CardLevel })
  const RulePack = defineRulePack(builder, CardRule)
  defineRuleQueries(builder, services, { CardRule, RulePack })
  defineSaveRulePack(builder, services, { CardLevel, enums, CardRule, RulePack })
}
