import type { Builder } from '@zhikong/core'
import type { Effect } from '../tables.ts'
import type { RatingFaultKind, RatingFaultState } from '../tables.ts'
import type { RectificationState } from '../contract.ts'
import type { RectificationStep } from '../tables.ts'
import type { Severity } from '../tables.ts'
import type { ExtensionTable, RectificationTable, TrendTable, UrgeGround, UrgeTable } from '../tables.ts'

type Values<Name extends string> = Readonly<Record<Name, { readonly description: string }>>

const STATE: Values<RectificationState> = {
  FOUND: { description: 'Found, and not handed over yet 待交办.' },
  ASSIGNED: { description: 'Handed over to its unit 已交办.' },
  ACCEPTED: { description: 'Accepted by the unit 已签收.' },
  PLANNED: { description: 'Measures are stated, with who answers for them 已定措施.' },
  DONE: { description: 'Repaired, with evidence 已整改.' },
  FED_BACK: { description: 'Reported back; waits for its recheck 已反馈.' },
  REOPENED: { description: 'The recheck failed, or the cause came again 已重开.' },
  CLOSED: { description: 'Rechecked by somebody else of another body, and closed 已销号.' },
  WITHDRAWN: { description: 'Withdrawn: there is nothing to repair 已撤回.' },
}

const STEP: Values<RectificationStep> = {
  ASSIGN: { description: 'Hand over.' },
  ACCEPT: { description: 'Accept.' },
  PLAN: { description: 'State measures.' },
  FINISH: { description: 'Say that it is done.' },
  FEED_BACK: { description: 'Report back.' },
  PASS: { description: 'Recheck: passed.' },
  FAIL: { description: 'Recheck: failed.' },
  REPEAT: { description: 'The same cause came again; taken by the platform.' },
  WITHDRAW: { description: 'Withdraw.' },
}

const SEVERITY: Values<Severity> = {
  MINOR: { description: 'Minor 一般.' },
  SERIOUS: { description: 'Serious 较重.' },
  GRAVE: { description: 'Grave 严重.' },
}

const KIND: Values<RectificationTable['kind']> = {
  SINGLE: { description: 'Of one finding.' },
  SYSTEMIC: { description: 'Of a trend: the same cause at several units 共性问题.' },
}

const EFFECT: Values<Effect> = {
  PENDING: { description: 'Closed too short a time ago to tell.' },
  EFFECTIVE: { description: 'The same cause did not come up again in time.' },
  REPEATED: { description: 'It did.' },
}

const EXTENSION: Values<ExtensionTable['state']> = {
  ASKED: { description: 'Asked for.' },
  APPROVED: { description: 'Approved by somebody else.' },
  REFUSED: { description: 'Refused.' },
}

const TREND: Values<TrendTable['state']> = {
  PROPOSED: { description: 'Seen by the platform; nobody judged it yet.' },
  CONFIRMED: { description: 'Confirmed: the whole is to be repaired.' },
  DISMISSED: { description: 'Dismissed.' },
}

const GROUND: Values<UrgeGround> = {
  SLOW: { description: 'It takes too long 办理慢.' },
  NO_ANSWER: { description: 'Nobody answers 无答复.' },
  NOT_SETTLED: { description: 'It was not settled 未解决.' },
  OTHER: { description: 'Something else 其他.' },
}

const SUBJECT: Values<UrgeTable['subject']> = {
  CASE: { description: 'A case 办件.' },
  COMPLAINT: { description: 'A complaint 投诉.' },
  RECTIFICATION: { description: 'A rectification 整改.' },
}

const SOURCE: Values<UrgeTable['source']> = {
  PUBLIC: { description: 'A citizen, on their own case or complaint 服务对象.' },
  AUTHORITY: { description: 'An authority or hall manager 管理机构.' },
}

const FAULT: Values<RatingFaultKind> = {
  DEFAULTS: { description: 'Most were given by nobody 默认评价过多.' },
  DUPLICATES: { description: 'One service was rated several times 重复评价.' },
  BURST: { description: 'Many within minutes 集中刷评.' },
  BEFORE_CLOSE: { description: 'Rated before the service had ended 未办结先评价.' },
  OWN_DEVICE: { description: 'Given on devices of the hall itself 本单位设备代评.' },
  ALL_BEST: { description: 'All of the best grade, without a word 全部满分且无评语.' },
  COVERAGE: { description: 'Too few services were rated 评价覆盖不足.' },
}

const FAULT_STATE: Values<RatingFaultState> = {
  DETECTED: { description: 'Found 已发现.' },
  CONFIRMED: { description: 'Judged a fault 已研判属实.' },
  DISMISSED: { description: 'Judged none 已查否.' },
  CORRECTED: { description: 'Corrected 已纠正.' },
  CLOSED: { description: 'Closed by somebody else 已办结.' },
}

/** Writes the enums of improvement. */
export const defineEnums = (builder: Builder) => ({
  State: builder.enumType('RectificationState', { description: 'Where a rectification stands.', values: STATE }),
  Step: builder.enumType('RectificationStepKind', { description: 'What is done with one.', values: STEP }),
  RepairSeverity: builder.enumType('RepairSeverity', { description: 'How grave it is.', values: SEVERITY }),
  Kind: builder.enumType('RectificationKind', { description: 'Of what it is.', values: KIND }),
  Effect: builder.enumType('RectificationEffect', { description: 'What it came to.', values: EFFECT }),
  ExtensionState: builder.enumType('ExtensionState', { description: 'What was said to it.', values: EXTENSION }),
  TrendState: builder.enumType('TrendState', { description: 'What was judged.', values: TREND }),
  Ground: builder.enumType('UrgeGround', { description: 'Why somebody urges.', values: GROUND }),
  Subject: builder.enumType('UrgeSubject', { description: 'What is urged on.', values: SUBJECT }),
  Source: builder.enumType('UrgeSource', { description: 'Who urges.', values: SOURCE }),
  FaultKind: builder.enumType('RatingFaultKind', { description: 'What is wrong.', values: FAULT }),
  FaultState: builder.enumType('RatingFaultState', { description: 'Where a fault stands.', values: FAULT_STATE }),
})

export type Enums = ReturnType<typeof defineEnums>
