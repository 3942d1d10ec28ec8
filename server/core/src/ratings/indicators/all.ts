import type { Indicator } from '../../indicators/indicator.ts'

const SHARE = { clause: '5-f', unit: 'PERCENT', kind: 'ratio' } as const
const COUNT = { clause: '5-g', unit: 'COUNT', better: 'LOWER', kind: 'flow' } as const

/** The figures of satisfaction (5-f). */
const satisfaction: readonly Indicator[] = [
  {
    ...SHARE,
    code: 'satisfaction-rate',
    title: { 'zh-CN': '满意度', en: 'Satisfaction rate' },
    description: {
      'zh-CN': '非常满意、满意、基本满意（计入等级可设定）占有效评价的比例；默认评价和剔除评价不计，首次评价计分。',
      en: 'Ratings that count as satisfied (the lowest grade is a setting) of all valid ones. Default ratings and those struck out never count; the first rating scores.',
    },
    better: 'HIGHER',
    target: { comparator: 'AT_LEAST', value: 95 },
    numerator: { 'ratings-satisfied': 1 },
    denominator: { 'ratings-valid': 1 },
  },
  {
    ...SHARE,
    code: 'satisfaction-rate-raw',
    title: { 'zh-CN': '满意度（含剔除评价）', en: 'Satisfaction rate with ratings struck out' },
    description: {
      'zh-CN': '与满意度相同，但剔除评价仍计入。',
      en: 'The satisfaction rate as it is when those struck out count all the same.',
    },
    better: 'HIGHER',
    numerator: { 'ratings-all-satisfied': 1 },
    denominator: { 'ratings-all': 1 },
  },
  {
    ...SHARE,
    code: 'ratings-struck-share',
    title: { 'zh-CN': '剔除评价占比', en: 'Share of ratings struck out' },
    description: {
      'zh-CN': '剔除评价占主动评价的比例；过高即提示。',
      en: 'Ratings struck out of all that somebody gave; too many of them call for a look.',
    },
    better: 'LOWER',
    target: { comparator: 'AT_MOST', value: 1 },
    numerator: { 'ratings-struck': 1 },
    denominator: { 'ratings-all': 1 },
  },
  {
    ...SHARE,
    code: 'ratings-dissatisfied-per-ten-thousand',
    title: { 'zh-CN': '万件评价不满意数', en: 'Dissatisfied per 10,000 ratings' },
    description: {
      'zh-CN': '每 1 万件有效评价中的不满意和非常不满意。满意度接近 100 % 时仍可比较。',
      en: 'Grades 1 and 2 per 10,000 valid ratings: it still tells halls apart where the rate is near 100 %.',
    },
    unit: 'PER_TEN_THOUSAND',
    better: 'LOWER',
    numerator: { 'ratings-dissatisfied': 1 },
    denominator: { 'ratings-valid': 1 },
  },
  {
    ...SHARE,
    code: 'rating-response-rate',
    title: { 'zh-CN': '评价率', en: 'Response rate' },
    description: {
      'zh-CN': '期间内办结件中有主动评价（非默认）的比例，按办结日计。',
      en: 'Cases closed in the period that somebody rated, of all closed then. Default ratings are none.',
    },
    better: 'HIGHER',
    numerator: { 'ratings-answered': 1 },
    denominator: { 'ratings-cases-closed': 1 },
  },
  {
    ...SHARE,
    code: 'ratings-default-share',
    title: { 'zh-CN': '默认评价占比', en: 'Share of default ratings' },
    description: {
      'zh-CN': '默认评价占全部评价的比例。',
      en: 'Ratings that nobody gave, of all.',
    },
    better: 'LOWER',
    numerator: { 'ratings-default': 1 },
    denominator: { 'ratings-given': 1 },
  },
]

/** Negative ratings (5-g). */
const negative: readonly Indicator[] = [
  {
    ...COUNT,
    code: 'ratings-negative',
    title: { 'zh-CN': '差评', en: 'Negative ratings' },
    description: {
      'zh-CN': '期间内的不满意和非常不满意，含剔除评价，不含默认评价。',
      en: 'Grades 1 and 2 given in the period, those struck out among them.',
    },
    target: { comparator: 'AT_MOST', value: 0 },
    sum: { 'ratings-negative': 1 },
  },
  {
    ...COUNT,
    code: 'ratings-negative-upheld',
    title: { 'zh-CN': '查实差评', en: 'Negative ratings upheld' },
    description: {
      'zh-CN': '期间内给出、经核实属实的差评；每件进入问题台账并整改。',
      en: 'Negative ratings of the period that turned out to be right; each is a finding and is rectified.',
    },
    target: { comparator: 'AT_MOST', value: 0 },
    sum: { 'ratings-negative-upheld': 1 },
  },
  {
    ...COUNT,
    clause: '5-f',
    unit: 'PERCENT',
    better: 'HIGHER',
    kind: 'ratio',
    code: 'rating-follow-up-satisfied',
    title: { 'zh-CN': '差评整改后满意率', en: 'Satisfied after a negative rating' },
    description: {
      'zh-CN': '追评中满意的比例；追评与首次评价并列显示，不改变首次得分。',
      en: 'Follow-up ratings that are satisfied. They stand beside the first one and change nothing of it.',
    },
    numerator: { 'ratings-follow-up-satisfied': 1 },
    denominator: { 'ratings-followed-up': 1 },
  },
]

/** What ratings tell. */
export const indicators: readonly Indicator[] = [...satisfaction, ...negative]
