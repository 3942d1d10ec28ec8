import type { Indicator } from '../../indicators/indicator.ts'

const NONE = { comparator: 'AT_MOST', value: 0 } as const
const ALL = { comparator: 'AT_LEAST', value: 100 } as const

/** The numbers of complaints; those of 5-g have none as their target. */
export const indicators: readonly Indicator[] = [
  {
    kind: 'flow',
    code: 'complaints-received',
    clause: '6.3-k',
    unit: 'COUNT',
    better: 'NEITHER',
    title: { 'zh-CN': '投诉举报建议受理量', en: 'Complaints, reports and suggestions' },
    description: {
      'zh-CN': '期间内收到的投诉、举报、建议和媒体反映；密封举报自公开之日起计入。',
      en: 'Complaints, reports, suggestions and media items received; a sealed one counts from its release.',
    },
    sum: { 'complaints-received': 1 },
  },
  {
    kind: 'flow',
    code: 'bad-complaints',
    clause: '5-g',
    unit: 'COUNT',
    better: 'LOWER',
    target: NONE,
    title: { 'zh-CN': '不良投诉', en: 'Bad complaints' },
    description: {
      'zh-CN': '期间内收到的投诉、举报和媒体反映，不论是否属实；建议不计。',
      en: 'Complaints, reports and media items received, upheld or not; suggestions are none.',
    },
    sum: { 'complaints-bad': 1 },
  },
  {
    kind: 'flow',
    code: 'bad-complaints-upheld',
    clause: '5-g',
    unit: 'COUNT',
    better: 'LOWER',
    target: NONE,
    title: { 'zh-CN': '查实不良投诉', en: 'Bad complaints upheld' },
    description: {
      'zh-CN': '期间内认定属实的投诉、举报和媒体反映；每一件均转为问题整改。',
      en: 'Complaints, reports and media items that were upheld in the period; each raises a finding.',
    },
    sum: { 'complaints-bad-upheld': 1 },
  },
  {
    kind: 'ratio',
    code: 'bad-complaints-per-ten-thousand',
    clause: '5-g',
    unit: 'PER_TEN_THOUSAND',
    better: 'LOWER',
    title: { 'zh-CN': '万件办结不良投诉数', en: 'Bad complaints per 10,000 cases' },
    description: {
      'zh-CN': '每 1 万件办结件的不良投诉，不论是否属实；便于比较业务量不同的大厅。',
      en: 'Bad complaints, upheld or not, per 10,000 cases closed in the period: it compares places of unlike volume.',
    },
    numerator: { 'complaints-bad': 1 },
    denominator: { 'ratings-cases-closed': 1 },
  },
  {
    kind: 'ratio',
    code: 'complaints-on-time-rate',
    clause: '6.3-k',
    unit: 'PERCENT',
    better: 'HIGHER',
    target: ALL,
    title: { 'zh-CN': '投诉举报按时办理率', en: 'Complaints handled on time' },
    description: {
      'zh-CN': '期间内认定的投诉举报中，在办理期限内认定的比例。',
      en: 'Of the complaints judged in the period, those judged before they were due.',
    },
    numerator: { 'complaints-judged-on-time': 1 },
    denominator: { 'complaints-judged': 1 },
  },
  {
    kind: 'ratio',
    code: 'complaint-channels-alive-rate',
    clause: '6.3-k',
    unit: 'PERCENT',
    better: 'HIGHER',
    target: ALL,
    title: { 'zh-CN': '投诉渠道畅通率', en: 'Channels of complaints found alive' },
    description: {
      'zh-CN': '期间内对投诉渠道的测试中，测试畅通的比例。',
      en: 'Of the tests of channels in the period, those that found the channel alive.',
    },
    numerator: { 'complaint-channel-tests-alive': 1 },
    denominator: { 'complaint-channel-tests': 1 },
  },
]
