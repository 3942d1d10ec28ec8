import type { Indicator } from '../indicators/indicator.ts'
import type { OwnMeasure, PluginTransaction } from '../plugin.ts'
import { recountObjectives } from './queries/objective.ts'
import { recountStanding } from './queries/standing.ts'
import type { Halls } from './tables.ts'

type Measure = OwnMeasure<PluginTransaction<Halls>>

/** What stands on a day, and what a hall or authority adds to it. */
const STANDING = {
  authorities: { 'zh-CN': '管理机构数', en: 'Authorities' },
  'authorities-led': {
    'zh-CN': '质量管控小组及负责人在位的管理机构数',
    en: 'Authorities with a valid group and leader',
  },
  halls: { 'zh-CN': '政务服务大厅数', en: 'Halls' },
  'halls-with-comprehensive-window': {
    'zh-CN': '设有综合办事窗口的大厅数',
    en: 'Halls with a comprehensive window',
  },
  'halls-all-comprehensive': {
    'zh-CN': '受理窗口均为综合窗口的大厅数',
    en: 'Halls whose acceptance windows are all comprehensive',
  },
  'halls-with-unresolved-cases-window': {
    'zh-CN': '设有“办不成事”反映窗口的大厅数',
    en: 'Halls with a window for what could not be done',
  },
} as const

/** Codes of the counts that stand from day to day. */
export const STANDING_CODES = Object.keys(STANDING) as readonly (keyof typeof STANDING)[]

/** Days without a leader are kept like what stands, each as it passed. */
export const VACANCY_DAYS = 'leader-vacancy-days'

/** Working days of halls, and those of them with a log in time; each day is kept once it can come no more. */
export const CONTROL_DAYS = 'hall-working-days'
export const CONTROL_DAYS_KEPT = 'hall-working-days-logged'

const kept = (code: string, title: Measure['title']): Measure => ({
  code,
  title,
  subject: 'own',
  recount: (db, range) => recountStanding(db, range, code),
})

export const measures: readonly Measure[] = [
  ...STANDING_CODES.map((code) => kept(code, STANDING[code])),
  kept(VACANCY_DAYS, { 'zh-CN': '质量负责人空缺天数', en: 'Days without a quality leader' }),
  kept(CONTROL_DAYS, { 'zh-CN': '大厅工作日数', en: 'Working days of halls' }),
  kept(CONTROL_DAYS_KEPT, {
    'zh-CN': '按时填写日常管控记录的大厅工作日数',
    en: 'Working days of halls with a control log',
  }),
  {
    code: 'objectives-judged',
    title: { 'zh-CN': '到期评定的质量目标数', en: 'Objectives judged' },
    subject: 'own',
    recount: (db, range) => recountObjectives(db, range, false),
  },
  {
    code: 'objectives-met',
    title: { 'zh-CN': '达成的质量目标数', en: 'Objectives met' },
    subject: 'own',
    recount: (db, range) => recountObjectives(db, range, true),
  },
]

const ofStanding = (clause: '4-a' | '5-a', numerator: string, denominator: string) =>
  ({
    clause,
    unit: 'PERCENT',
    better: 'HIGHER',
    target: { comparator: 'AT_LEAST', value: 100 },
    kind: 'ratio',
    numerator: {},
    numeratorAtEnd: { [numerator]: 1 },
    denominator: {},
    denominatorAtEnd: { [denominator]: 1 },
  }) as const

export const indicators: readonly Indicator[] = [
  {
    ...ofStanding('4-a', 'authorities-led', 'authorities'),
    code: 'authorities-led-rate',
    title: { 'zh-CN': '质量负责人到位率', en: 'Authorities with a quality leader' },
    description: {
      'zh-CN': '期末质量管控小组有效且主要负责人在任的管理机构 ÷ 省、市、县管理机构总数。',
      en: 'Authorities of province, cities and counties with a valid group and primary leader at the end of the period, of all.',
    },
  },
  {
    code: VACANCY_DAYS,
    clause: '4-a',
    title: { 'zh-CN': '质量负责人空缺天数', en: 'Days without a quality leader' },
    description: {
      'zh-CN': '已设小组的管理机构没有主要质量负责人的自然日数，逐日计入。',
      en: 'Calendar days on which an authority that has set up a group had no primary leader.',
    },
    unit: 'COUNT',
    better: 'LOWER',
    target: { comparator: 'AT_MOST', value: 0 },
    kind: 'flow',
    sum: { [VACANCY_DAYS]: 1 },
  },
  {
    code: 'objectives-met-rate',
    clause: '4-a',
    title: { 'zh-CN': '质量目标达成率', en: 'Objectives met' },
    description: {
      'zh-CN': '达成的目标 ÷ 到期并已评定的目标，按目标期间最后一日计入。',
      en: 'Objectives met, of those whose period is over; by the last day of the period.',
    },
    unit: 'PERCENT',
    better: 'HIGHER',
    kind: 'ratio',
    numerator: { 'objectives-met': 1 },
    denominator: { 'objectives-judged': 1 },
  },
  {
    code: 'control-log-rate',
    clause: '4-b',
    title: { 'zh-CN': '大厅日常管控记录率', en: 'Working days with a control log' },
    description: {
      'zh-CN': '有日常管控记录的大厅工作日 ÷ 省、市、县大厅的全部工作日；次一工作日下班前填写的才计入。',
      en: 'Working days on which a hall kept its control log, of all working days of the halls of province, cities and counties; a log counts when it was kept by the close of business of the next working day.',
    },
    unit: 'PERCENT',
    better: 'HIGHER',
    target: { comparator: 'AT_LEAST', value: 100 },
    kind: 'ratio',
    numerator: { [CONTROL_DAYS_KEPT]: 1 },
    denominator: { [CONTROL_DAYS]: 1 },
  },
  {
    ...ofStanding('5-a', 'halls-with-comprehensive-window', 'halls'),
    code: 'halls-comprehensive-rate',
    title: { 'zh-CN': '综合窗口覆盖率', en: 'Halls with a comprehensive window' },
    description: {
      'zh-CN': '期末设有综合办事窗口的大厅 ÷ 全部大厅。',
      en: 'Halls with a comprehensive window at the end of the period, of all halls.',
    },
  },
  {
    ...ofStanding('5-a', 'halls-all-comprehensive', 'halls'),
    code: 'halls-all-comprehensive-rate',
    title: { 'zh-CN': '全综合受理大厅占比', en: 'Halls that accept everything at comprehensive windows' },
    description: {
      'zh-CN': '期末设有综合窗口且没有专窗的大厅 ÷ 全部大厅。',
      en: 'Halls with a comprehensive and no special window at the end of the period, of all halls.',
    },
  },
  {
    ...ofStanding('5-a', 'halls-with-unresolved-cases-window', 'halls'),
    code: 'halls-unresolved-window-rate',
    title: { 'zh-CN': '“办不成事”窗口覆盖率', en: 'Halls with a window for what could not be done' },
    description: {
      'zh-CN': '期末设有“办不成事”反映窗口的大厅 ÷ 全部大厅。',
      en: 'Halls with a window for what could not be done elsewhere at the end of the period, of all halls.',
    },
  },
]
