import type { Builder } from '../../graphql/builder.ts'
import type { ItemKind } from '../checklist.ts'
import type { IntervalKind } from '../rules/estimate.ts'
import type { Basis, CampaignState, CheckState, Method, Mode, ReplacementKind } from '../tables.ts'

type Values<Name extends string> = Readonly<Record<Name, { readonly description: string }>>

const METHOD: Values<Method> = {
  PHONE: { description: 'By telephone 电话.' },
  ON_SITE: { description: 'On site 现场.' },
  UNDERCOVER: { description: 'Under cover 暗访: the unit knows nothing of it until its release.' },
  VIDEO: { description: 'By video 视频.' },
  PATROL: { description: 'On patrol 巡查.' },
  JOINT: { description: 'Together with others 联合检查.' },
  DESK: { description: 'From the records 书面检查.' },
}

const MODE: Values<Mode> = {
  PERIODIC: { description: 'At intervals 定期.' },
  IRREGULAR: { description: 'At times that the units do not know 不定期: concealed until its release.' },
  EITHER: { description: 'Either 定期或不定期.' },
}

const BASIS: Values<Basis> = {
  RANDOM: { description: 'Targets are drawn at random 随机抽取, and stand for the frame.' },
  NAMED: { description: 'Targets are named 指定, after complaints for example, and stand for themselves only.' },
}

const STATE: Values<CampaignState> = {
  PLANNED: { description: 'Planned.' },
  FROZEN: { description: 'Its frame is frozen 名单已锁定.' },
  DRAWN: { description: 'Targets and inspectors are drawn 已抽取.' },
  DONE: { description: 'All checks are complete.' },
  PUBLISHED: { description: 'Its results are published 已公布.' },
}

const CHECK_STATE: Values<CheckState> = {
  ASSIGNED: { description: 'Waits for its inspectors.' },
  STARTED: { description: 'Has begun.' },
  DONE: { description: 'Is complete.' },
  REPLACED: { description: 'Another target took its place.' },
}

const ITEM_KIND: Values<ItemKind> = {
  YES_NO: { description: 'YES, or NO, which fails.' },
  SCORE: { description: 'A whole number from 0 to `most`; below `pass` it fails.' },
  COUNT: { description: 'A number of cases; above `most` it fails.' },
  TEXT: { description: 'Words.' },
}

const INTERVAL: Values<IntervalKind> = {
  NONE: { description: 'None: no random target is inspected yet.' },
  CENSUS: { description: 'All targets were inspected: there is no doubt, and no interval.' },
  HYPERGEOMETRIC: { description: 'Exact, for a finite population.' },
  WILSON: { description: 'By Wilson: the population is more than 20 times the sample.' },
  WILSON_EFFECTIVE: { description: 'By Wilson over the effective sample size of a weighted draw.' },
}

const REPLACEMENT: Values<ReplacementKind> = {
  TARGET: { description: 'Another target in place of one that could not be inspected.' },
  INSPECTOR: { description: 'Another inspector.' },
  RECUSAL: { description: 'An inspector withdrew for an interest 回避.' },
}

/** Writes the enums of inspections. */
export const defineInspectionEnums = (builder: Builder) => ({
  Method: builder.enumType('InspectionMethod', { description: 'How targets are inspected.', values: METHOD }),
  Mode: builder.enumType('InspectionMode', { description: 'When targets are inspected.', values: MODE }),
  Basis: builder.enumType('InspectionBasis', { description: 'How targets are chosen.', values: BASIS }),
  State: builder.enumType('InspectionCampaignState', { description: 'Where a campaign stands.', values: STATE }),
  CheckState: builder.enumType('InspectionCheckState', { description: 'Where a check stands.', values: CHECK_STATE }),
  ItemKind: builder.enumType('ChecklistItemKind', { description: 'How an item is answered.', values: ITEM_KIND }),
  Interval: builder.enumType('InspectionIntervalKind', { description: 'How an interval was made.', values: INTERVAL }),
  Replacement: builder.enumType('InspectionReplacementKind', {
    description: 'Who or what was replaced.',
    values: REPLACEMENT,
  }),
})

/** The enums, as those who use them are given them. */
export type InspectionEnums = ReturnType<typeof defineInspectionEnums>
