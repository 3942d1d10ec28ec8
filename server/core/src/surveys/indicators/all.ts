import type { Indicator } from '../../indicators/indicator.ts'

export const indicators: readonly Indicator[] = [
  {
    code: 'survey-response-rate',
    clause: '6.1-h',
    title: { 'zh-CN': '调查应答率', en: 'Response rate of surveys' },
    description: {
      'zh-CN': '已结束调查中，应答人数 ÷ 可联系的样本人数；无法联系的不计入分母。',
      en: 'Of surveys that have ended: who answered, of who could be asked at all.',
    },
    unit: 'PERCENT',
    better: 'HIGHER',
    kind: 'ratio',
    numerator: { 'survey-answered': 1 },
    denominator: { 'survey-asked': 1 },
  },
  {
    code: 'survey-happy-rate',
    clause: '6.1-h',
    title: { 'zh-CN': '调查无不满意比例', en: 'Answered without anything unhappy' },
    description: {
      'zh-CN': '应答人中没有任何不满意回答的人数 ÷ 应答人数。',
      en: 'Who answered without a single unhappy answer, of who answered.',
    },
    unit: 'PERCENT',
    better: 'HIGHER',
    kind: 'ratio',
    numerator: { 'survey-answered': 1, 'survey-unhappy': -1 },
    denominator: { 'survey-answered': 1 },
  },
  {
    code: 'return-visits-in-time-rate',
    clause: '6.1-h',
    title: { 'zh-CN': '回访按时办结率', en: 'Return visits settled in time' },
    description: {
      'zh-CN': '按时办结的回访 ÷ 办结的回访。',
      en: 'Return visits settled within their limit, of those settled.',
    },
    unit: 'PERCENT',
    better: 'HIGHER',
    target: { comparator: 'AT_LEAST', value: 100 },
    kind: 'ratio',
    numerator: { 'return-visits-in-time': 1 },
    denominator: { 'return-visits-settled': 1 },
  },
]
