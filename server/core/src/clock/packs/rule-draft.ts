import type { Text } from '../../text.ts'
import type { CardLevel, CardRule, OverCondition } from '../card-rule.ts'
import { plainRule } from '../rule-pack.ts'
import type { Limit } from '../types.ts'

type Told<Value> = Value | null | undefined

/**
 * A rule as somebody states it. What is left out is taken over from the place above; null means none where a rule may
 * have none (`defaultLimit`, `text`, `feedbackDays`), else it is left out.
 */
export type RuleDraft = {
  readonly clock: string
  readonly level: CardLevel
  readonly enabled?: Told<boolean>
  readonly mode?: Told<CardRule['mode']>
  readonly limit?: Told<CardRule['limit']>
  readonly defaultLimit?: Told<Limit>
  readonly over?: Told<OverCondition>
  readonly policy?: Told<CardRule['policy']>
  readonly leads?: Told<readonly { readonly upToDays?: Told<number>; readonly leadDays?: Told<number> }[]>
  readonly text?: Told<Text>
  readonly feedbackDays?: Told<number>
  readonly escalationDays?: Told<CardRule['escalationDays']>
}

/** The whole rule; null when it is new and does not say when it shows its card. */
export const completeRule = (draft: RuleDraft, inherited: CardRule | undefined): CardRule | null => {
  const { clock, level, over } = draft
  if (inherited === undefined && over == null) return null
  const given = over ?? { comparator: '>', days: 0 }
  const base = inherited ?? plainRule({ clock, level, limit: 'OWN', defaultLimit: null, over: given })
  const leads = draft.leads?.map(({ upToDays, leadDays }) => ({
    upToDays: upToDays ?? Number.POSITIVE_INFINITY,
    leadDays: leadDays ?? null,
  }))
  return {
    ...base,
    enabled: draft.enabled ?? base.enabled,
    mode: draft.mode ?? base.mode,
    limit: draft.limit ?? base.limit,
    defaultLimit: orKept(draft.defaultLimit, base.defaultLimit),
    over: over ?? base.over,
    policy: draft.policy ?? base.policy,
    leads: leads ?? base.leads,
    text: orKept(draft.text, base.text),
    feedbackDays: orKept(draft.feedbackDays, base.feedbackDays),
    escalationDays: draft.escalationDays ?? base.escalationDays,
  }
}

const orKept = <Value>(told: Told<Value>, kept: Value | null): Value | null => (told === undefined ? kept : told)
