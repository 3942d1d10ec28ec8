import type { Judgement } from '../contract.ts'
import type { Actor } from '../handling-host.ts'
import type { ComplaintChange } from '../queries/complaint.ts'
import type { Said } from '../receive.ts'
import type { ComplaintStep } from '../rules/complaint-step.ts'

const DESK: Actor = { id: 'demo-complaint-desk', name: '演示数据 · 投诉受理岗' }
const HANDLER: Actor = { id: 'demo-complaint-handler', name: '演示数据 · 承办人' }
const JUDGE: Actor = { id: 'demo-complaint-judge', name: '演示数据 · 认定岗' }
/** Who tests the channels of the demo. */
export const TESTER: Actor = { id: 'demo-channel-tester', name: '演示数据 · 渠道测试' }

type DemoStep = {
  readonly step: ComplaintStep
  readonly by: Actor
  readonly words: string
  readonly changed?: ComplaintChange
}

/** How complaints of the demo are handled; each goes so far. */
export const DEMO_STEPS: readonly DemoStep[] = [
  { step: 'ACCEPT', by: DESK, words: '演示数据：属于受理范围。' },
  { step: 'ASSIGN', by: DESK, words: '演示数据：请核查。', changed: { handlerId: HANDLER.id, handler: HANDLER.name } },
  { step: 'INVESTIGATE', by: HANDLER, words: '演示数据：已调阅监控和叫号记录。' },
  { step: 'JUDGE', by: JUDGE, words: '演示数据：依据核查情况认定。' },
  { step: 'REPLY', by: DESK, words: '演示数据：感谢您的反映，处理情况已告知。' },
  { step: 'CLOSE', by: DESK, words: '演示数据：办结。' },
]

/** A complaint of the demo: since when, how far it came, and to what. */
export type DemoComplaint = Pick<Said, 'kind' | 'type' | 'category' | 'channel' | 'words' | 'contact'> & {
  readonly daysAgo: number
  readonly steps: number
  readonly judgement: Judgement
}

const SOMEBODY = { name: '演示群众', phone: '13800000000' }

const said = (
  about: readonly [kind: Said['kind'], category: Said['category'], channel: Said['channel']],
  words: string,
  far: readonly [daysAgo: number, steps: number, judgement?: Judgement],
  type: Said['type'] = 'ANONYMOUS',
): DemoComplaint => {
  const [kind, category, channel] = about
  const [daysAgo, steps, judgement = 'NOT_UPHELD'] = far
  return {
    kind,
    type,
    category,
    channel,
    words,
    contact: type === 'ANONYMOUS' ? null : SOMEBODY,
    daysAgo,
    steps,
    judgement,
  }
}

/** Invented, and said so in each. */
export const DEMO_COMPLAINTS: readonly DemoComplaint[] = [
  said(['COMPLAINT', 'ATTITUDE', 'HOTLINE'], '演示数据：窗口人员答复不耐烦。', [40, 6, 'UPHELD'], 'REAL_NAME'),
  said(['COMPLAINT', 'EFFICIENCY', 'WEB'], '演示数据：跑了三趟仍未办成。', [35, 6, 'UPHELD']),
  said(['SUGGESTION', 'FACILITIES', 'LETTERBOX'], '演示数据：建议增加老花镜和饮水机。', [30, 6, 'UPHELD']),
  said(['COMPLAINT', 'GUIDANCE', 'WEB'], '演示数据：网上指南与窗口要求不一致。', [28, 6, 'NOT_UPHELD'], 'REAL_NAME'),
  said(['REPORT', 'CHARGES', 'TELEPHONE'], '演示数据：复印另行收费。', [25, 6, 'UNVERIFIABLE']),
  said(['COMPLAINT', 'COMPETENCE', 'VISIT'], '演示数据：一次告知不全。', [14, 5, 'UPHELD'], 'REAL_NAME'),
  said(['COMPLAINT', 'EFFICIENCY', 'HOTLINE'], '演示数据：叫号等候超过一小时。', [10, 4, 'UPHELD']),
  said(['MEDIA', 'FACILITIES', 'MEDIA'], '演示数据：媒体反映停车难。', [9, 3]),
  said(['COMPLAINT', 'ATTITUDE', 'APP'], '演示数据：电话咨询被挂断。', [7, 2], 'REAL_NAME'),
  said(['SUGGESTION', 'GUIDANCE', 'WEB'], '演示数据：建议公布周末办理事项。', [5, 1]),
  said(['COMPLAINT', 'OTHER', 'WEB'], '演示数据：希望延长服务时间。', [3, 0]),
  said(['COMPLAINT', 'EFFICIENCY', 'WEB'], '演示数据：材料交了没有回执。', [1, 0], 'REAL_NAME'),
  said(['REPORT', 'EFFICIENCY', 'WEB'], '演示数据：密封举报示例。', [12, 3], 'SEALED'),
  said(['REPORT', 'INTEGRITY', 'LETTERBOX'], '演示数据：廉洁线索示例。', [1, 0]),
]

/** The channels of the demo, and whether the last test found them alive. */
export const DEMO_CHANNELS = [
  { kind: 'HOTLINE', title: '演示 12345 热线', address: '12345', proof: '演示数据：大厅公示栏', alive: true },
  { kind: 'LETTERBOX', title: '演示意见箱', address: '演示大厅一楼', proof: '演示数据：大厅公示栏', alive: true },
  { kind: 'TELEPHONE', title: '演示投诉电话', address: '0743-0000000', proof: '演示数据：门户网站', alive: false },
] as const
