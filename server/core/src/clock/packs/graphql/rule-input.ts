import type { CaseTypes } from '../../../cases/graphql/case-types.ts'
import type { Builder } from '../../../graphql/builder.ts'
import type { RuleEnums } from './rule-enums.ts'

const defineParts = (builder: Builder, { OverComparator }: RuleEnums) => ({
  Over: builder.inputType('OverConditionInput', {
    description: 'How far beyond its limit a clock shows a card.',
    fields: (t) => ({
      comparator: t.field({ type: OverComparator, required: true, description: 'How the days are compared.' }),
      days: t.int({ required: true, description: 'Whole days beyond the limit, -60 to 365.' }),
    }),
  }),
  Lead: builder.inputType('WarningLeadInput', {
    description: 'The longest lead by the length of the limit; the first that fits counts.',
    fields: (t) => ({
      upToDays: t.float({ description: 'For limits of up to so many days; only the last may leave it out.' }),
      leadDays: t.int({ description: 'Days before the last counted day, 0 to 60; left out: no card at all.' }),
    }),
  }),
  Text: builder.inputType('RuleTextInput', {
    description: 'What a card tells its readers, 1 to 500 characters each.',
    fields: (t) => ({
      zhCN: t.string({ required: true, description: 'In Chinese.' }),
      en: t.string({ required: true, description: 'In English.' }),
    }),
  }),
  Escalation: builder.inputType('EscalationDaysInput', {
    description: 'Working days without acknowledgement after which a card goes one tier up, 1 to 60.',
    fields: (t) => ({
      unit: t.int({ required: true, description: 'From the unit to its hall.' }),
      hall: t.int({ required: true, description: 'From the hall to the authority.' }),
    }),
  }),
})

/** Writes `CardRuleInput`. */
export const defineRuleInput = (builder: Builder, enums: RuleEnums, { CardLevel }: Pick<CaseTypes, 'CardLevel'>) => {
  const { Over, Lead, Text, Escalation } = defineParts(builder, enums)
  return builder.inputType('CardRuleInput', {
    description:
      'A rule that a region states as a whole: what is left out is taken over, as it holds on the first day, from the regions above.',
    fields: (t) => ({
      clock: t.string({ required: true, description: 'The name of the clock.' }),
      level: t.field({ type: CardLevel, required: true, description: 'The card that it shows.' }),
      enabled: t.boolean({ description: 'False switches the rule off.' }),
      mode: t.field({ type: enums.CardMode, description: 'How its cards are issued.' }),
      limit: t.field({ type: enums.LimitKey, description: 'The limit that it follows.' }),
      defaultLimit: t.field({ type: 'LimitInput', description: 'Counts where there is no such limit; null: none.' }),
      over: t.field({
        type: Over,
        description: 'How far beyond the limit; needed where no region above states the rule.',
      }),
      policy: t.field({ type: enums.StartPolicy, description: 'From when it counts.' }),
      leads: t.field({ type: [Lead], description: 'How early it may show, at most 20.' }),
      text: t.field({ type: Text, description: 'What its cards tell; null: the usual.' }),
      feedbackDays: t.int({ description: 'Working days for feedback, 1 to 60; null: none. Never for a warning.' }),
      escalationDays: t.field({ type: Escalation, description: 'When its cards go up.' }),
    }),
  })
}
