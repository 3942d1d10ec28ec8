import type { Builder } from '../../graphql/builder.ts'
import type {
  ComplaintCategory,
  ComplaintChannel,
  ComplaintKind,
  ComplaintState,
  ComplaintType,
  Judgement,
} from '../contract.ts'
import type { ComplaintStep } from '../rules/complaint-step.ts'
import type { StepRow } from '../queries/step.ts'

type Values<Name extends string> = Readonly<Record<Name, { readonly description: string }>>

const KIND: Values<ComplaintKind> = {
  COMPLAINT: { description: 'A complaint 投诉.' },
  REPORT: { description: 'A report 举报.' },
  SUGGESTION: { description: 'A suggestion 建议: it speaks badly of nobody.' },
  MEDIA: { description: 'An item of the media 媒体反映.' },
}

const TYPE: Values<ComplaintType> = {
  ANONYMOUS: { description: 'Nobody knows who says it 匿名.' },
  REAL_NAME: { description: 'Those who handle it can reach the complainant 实名.' },
  SEALED: { description: 'Of a whistle-blower 密封: the unit does not learn that it was said, nor by whom.' },
}

const CATEGORY: Values<ComplaintCategory> = {
  ATTITUDE: { description: 'Attitude 服务态度.' },
  EFFICIENCY: { description: 'Slowness, passing on 办事效率、推诿.' },
  COMPETENCE: { description: 'Competence 业务能力.' },
  CHARGES: { description: 'Charges 收费.' },
  GUIDANCE: { description: 'Guidance and information 指引公开.' },
  FACILITIES: { description: 'Place and facilities 环境设施.' },
  INTEGRITY: { description: 'Integrity 廉洁: always kept sealed, and referred.' },
  OTHER: { description: 'Something else 其他.' },
}

const CHANNEL: Values<ComplaintChannel> = {
  LETTERBOX: { description: 'A letterbox or letter 信箱来信.' },
  TELEPHONE: { description: 'A telephone of the hall or authority 电话.' },
  HOTLINE: { description: 'The hotline 12345 热线.' },
  WEB: { description: 'A page 网络平台.' },
  APP: { description: 'An app 移动端.' },
  VISIT: { description: 'In person 来访.' },
  MEDIA: { description: 'The media 媒体.' },
  OTHER: { description: 'Another way 其他.' },
}

const STATE: Values<ComplaintState> = {
  RECEIVED: { description: 'Received; whether it is accepted is to be decided.' },
  REFUSED: { description: 'Not accepted, with a reason.' },
  REFERRED: { description: 'A lead about integrity that was referred 已移送.' },
  ACCEPTED: { description: 'Accepted; to be assigned.' },
  ASSIGNED: { description: 'Assigned; to be looked into.' },
  INVESTIGATED: { description: 'Looked into; to be judged by somebody else.' },
  JUDGED: { description: 'Judged; to be answered.' },
  REPLIED: { description: 'Answered.' },
  APPEALED: { description: 'Appealed against; to be reviewed by somebody else.' },
  CLOSED: { description: 'Closed.' },
}

const JUDGEMENT: Values<Judgement> = {
  UPHELD: { description: 'Upheld 属实.' },
  NOT_UPHELD: { description: 'Not upheld 不属实.' },
  UNVERIFIABLE: { description: 'Cannot be verified 无法查实.' },
}

const STEP: Values<ComplaintStep> = {
  ACCEPT: { description: 'Accept it 受理.' },
  REFUSE: { description: 'Refuse it, with a reason 不予受理.' },
  REFER: { description: 'Refer it 移送.' },
  ASSIGN: { description: 'Assign it to somebody 交办.' },
  INVESTIGATE: { description: 'Write down what was found 核查.' },
  JUDGE: { description: 'Judge it 认定.' },
  REPLY: { description: 'Answer it 答复.' },
  APPEAL: { description: 'Appeal 申请复核.' },
  CONFIRM: { description: 'Confirm it on review 维持.' },
  OVERTURN: { description: 'Overturn it on review, to be looked into anew 撤销重办.' },
  CLOSE: { description: 'Close it 办结.' },
  REOPEN: { description: 'Open it again, with a reason 重新办理.' },
}

const TRAIL: Values<StepRow['step']> = {
  ...STEP,
  RECEIVE: { description: 'It was received.' },
  ADD: { description: 'The complainant added something.' },
  RELEASE: { description: 'A sealed one was told to its unit.' },
}

/** Writes the enums of complaints. */
export const defineComplaintEnums = (builder: Builder) => ({
  Kind: builder.enumType('ComplaintKind', { description: 'What people say.', values: KIND }),
  Type: builder.enumType('ComplaintType', { description: 'How much of who says it is known.', values: TYPE }),
  Category: builder.enumType('ComplaintCategory', { description: 'What it is about.', values: CATEGORY }),
  Way: builder.enumType('ComplaintWay', { description: 'By which way it came.', values: CHANNEL }),
  State: builder.enumType('ComplaintState', { description: 'Where a complaint stands.', values: STATE }),
  Judgement: builder.enumType('ComplaintJudgement', { description: 'What was judged.', values: JUDGEMENT }),
  Step: builder.enumType('ComplaintStepKind', { description: 'What can be done with a complaint.', values: STEP }),
  Trail: builder.enumType('ComplaintTrailKind', { description: 'What was done with a complaint.', values: TRAIL }),
})

/** The enums, as those who use them are given them. */
export type ComplaintEnums = ReturnType<typeof defineComplaintEnums>
