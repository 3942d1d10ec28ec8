import type { CaseTypes } from '../../../cases/graphql/case-types.ts'
import type { Builder } from '../../../graphql/builder.ts'
import type { CardRule, OverCondition, WarningLead } from '../../card-rule.ts'
import type { StatedRule } from '../stated-rule.ts'
import { RULES_ACCESS } from './access.ts'
import type { RuleEnums } from './rule-enums.ts'

const access = RULES_ACCESS

const defineParts = (builder: Builder, { OverComparator }: RuleEnums) => ({
  Over: builder.objectRef<OverCondition>('OverCondition').implement({
    access,
    description: 'How far beyond its limit a clock shows a card.',
    fields: (t) => ({
      comparator: t.expose('comparator', { type: OverComparator, description: 'How the days are compared.' }),
      days: t.exposeInt('days', { description: 'Whole days beyond the limit; below 0 before its end.' }),
    }),
  }),
  Lead: builder.objectRef<WarningLead>('WarningLead').implement({
    access,
    description: 'The longest lead of a card that shows before its limit ends, by the length of the limit.',
    fields: (t) => ({
      upToDays: t.float({
        nullable: true,
        description: 'For limits of up to so many days; null for all longer ones.',
        resolve: ({ upToDays }) => (Number.isFinite(upToDays) ? upToDays : null),
      }),
      leadDays: t.exposeInt('leadDays', {
        nullable: true,
        description: 'Days before the last counted day; 0 is that day only, null no card at all.',
      }),
    }),
  }),
  Text: builder.objectRef<NonNullable<CardRule['text']>>('RuleText').implement({
    access,
    description: 'What a card tells its readers.',
    fields: (t) => ({
      zhCN: t.string({ description: 'In Chinese.', resolve: (text) => text['zh-CN'] }),
      en: t.exposeString('en', { description: 'In English.' }),
    }),
  }),
  Escalation: builder.objectRef<CardRule['escalationDays']>('EscalationDays').implement({
    access,
    description: 'Working days without acknowledgement after which a card goes one tier up.',
    fields: (t) => ({
      unit: t.exposeInt('unit', { description: 'From the unit to its hall.' }),
      hall: t.exposeInt('hall', { description: 'From the hall to the authority.' }),
    }),
  }),
})

/** Writes `CardRule` and what it is made of. */
export const defineCardRule = (builder: Builder, enums: RuleEnums, { CardLevel }: Pick<CaseTypes, 'CardLevel'>) => {
  const { Over, Lead, Text, Escalation } = defineParts(builder, enums)
  return builder.objectRef<StatedRule>('CardRule').implement({
    access,
    description: 'One line of a rule pack (clause 6.4-b): when a clock shows a card, and what follows from it.',
    fields: (t) => ({
      clock: t.exposeString('clock', { description: 'The name of the clock: case, immediate, consultation …' }),
      level: t.expose('level', { type: CardLevel, description: 'The card that it shows.' }),
      enabled: t.exposeBoolean('enabled', { description: 'A rule that is switched off shows no card.' }),
      mode: t.expose('mode', { type: enums.CardMode, description: 'How its cards are issued.' }),
      limit: t.expose('limit', { type: enums.LimitKey, description: 'The limit that it follows.' }),
      defaultLimit: t.expose('defaultLimit', {
        type: 'Limit',
        nullable: true,
        description: 'Counts where there is no such limit; null: then there is no card.',
      }),
      over: t.expose('over', { type: Over, description: 'How far beyond the limit it shows its card.' }),
      policy: t.expose('policy', { type: enums.StartPolicy, description: 'From when it counts.' }),
      leads: t.field({ type: [Lead], description: 'How early it may show.', resolve: ({ leads }) => [...leads] }),
      text: t.expose('text', { type: Text, nullable: true, description: 'What its cards tell; null: the usual.' }),
      feedbackDays: t.exposeInt('feedbackDays', {
        nullable: true,
        description: 'Working days to explain a card and say what was done; null: none is asked for.',
      }),
      escalationDays: t.expose('escalationDays', { type: Escalation, description: 'When its cards go up.' }),
      statedBy: t.exposeString('statedBy', {
        description: 'The version that states it, `<id>@<version>`: what its cards name. `default@1` is the platform.',
      }),
    }),
  })
}
