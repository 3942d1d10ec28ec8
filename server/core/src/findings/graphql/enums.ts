import type { Builder } from '../../graphql/builder.ts'
import type { FindingSeverity, FindingSource, FindingState } from '../contract.ts'
import type { StepKind } from '../tables.ts'

type Values<Name extends string> = Readonly<Record<Name, { readonly description: string }>>

const SOURCE: Values<FindingSource> = {
  INSPECTION: { description: 'An inspection or spot check 检查、抽查、暗访.' },
  RATING: { description: 'A negative rating that was verified 好差评.' },
  COMPLAINT: { description: 'A complaint that was upheld 投诉举报.' },
  CARD: { description: 'A yellow or red card 黄牌、红牌.' },
  SURVEY: { description: 'A survey or return visit 满意度调查、回访.' },
  DETECTOR: { description: 'The platform, by comparing records 系统比对.' },
  SELF_ASSESSMENT: { description: 'The unit itself 自查.' },
  URGING: { description: 'Somebody who urged 督促.' },
  REPORT: { description: 'Somebody inside who reported it by hand 人工登记.' },
}

const SEVERITY: Values<FindingSeverity> = {
  MINOR: { description: 'Minor 一般.' },
  SERIOUS: { description: 'Serious 较重.' },
  GRAVE: { description: 'Grave 严重.' },
}

const STATE: Values<FindingState> = {
  OPEN: { description: 'Waits to be settled 未销号.' },
  REOPENED: { description: 'Was settled, and is open again 重新打开.' },
  SETTLED: { description: 'Settled 已销号.' },
  DISMISSED: { description: 'It was none; final 已撤销.' },
  MERGED: { description: 'Is another one; final 已合并.' },
}

const STEP: Values<StepKind> = {
  RAISED: { description: 'It came into the ledger 登记.' },
  JOINED: { description: 'It was found again while it was open 再次发现.' },
  REOPENED: { description: 'It was found again, or opened, after it was settled 重新打开.' },
  SETTLED: { description: 'It was settled 销号.' },
  MERGED: { description: 'It was merged into another 合并.' },
  DISMISSAL_PROPOSED: { description: 'Somebody proposed to dismiss it 提出撤销.' },
  DISMISSAL_REFUSED: { description: 'Somebody else refused to 不予撤销.' },
  DISMISSED: { description: 'Somebody else dismissed it 撤销.' },
}

/** What a reader may do with a finding now. */
export type PossibleStep = 'MERGE' | 'PROPOSE_DISMISSAL' | 'DECIDE_DISMISSAL'

/** Writes the enums of the ledger. */
export const defineFindingEnums = (builder: Builder) => ({
  Source: builder.enumType('FindingSource', { description: 'By what something was found.', values: SOURCE }),
  Severity: builder.enumType('FindingSeverity', { description: 'How grave a finding is.', values: SEVERITY }),
  State: builder.enumType('FindingState', { description: 'Where a finding stands.', values: STATE }),
  StepKind: builder.enumType('FindingStepKind', { description: 'What happened with a finding.', values: STEP }),
  PossibleStep: builder.enumType('FindingPossibleStep', {
    description: 'What can be done with a finding by hand.',
    values: {
      MERGE: { description: 'Merge it with others of its unit.' },
      PROPOSE_DISMISSAL: { description: 'Propose to dismiss it.' },
      DECIDE_DISMISSAL: { description: 'Decide what somebody else proposed.' },
    } satisfies Values<PossibleStep>,
  }),
})

/** The enums, as those who use them are given them. */
export type FindingEnums = ReturnType<typeof defineFindingEnums>
