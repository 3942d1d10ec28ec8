import type { Indicator } from '../../indicators/indicator.ts'

/** What inspections came to. The share of failed checks is no estimate: see the results of each campaign. */
export const indicators: readonly Indicator[] = [
  {
    code: 'inspection-checks-made',
    clause: null,
    title: { 'zh-CN': '检查次数', en: 'Checks made' },
    description: {
      'zh-CN': '已完成的检查；暗访等未公开的检查自公开之日起计入。',
      en: 'Checks that are complete; concealed ones count from their release.',
    },
    unit: 'COUNT',
    better: 'NEITHER',
    kind: 'flow',
    sum: { 'inspection-checks': 1 },
  },
  {
    code: 'inspection-failed-share',
    clause: null,
    title: { 'zh-CN': '检查发现问题的比例', en: 'Share of checks that found something' },
    description: {
      'zh-CN': '发现问题的检查 ÷ 完成的检查。包括指定检查，不是对总体的估计；总体估计见各次检查的结果。',
      en: 'Checks that found something, of those made, named ones included: no estimate of a population, see the results of each inspection.',
    },
    unit: 'PERCENT',
    better: 'LOWER',
    kind: 'ratio',
    numerator: { 'inspection-checks-failed': 1 },
    denominator: { 'inspection-checks': 1 },
  },
  {
    code: 'inspection-execution-rate',
    clause: null,
    title: { 'zh-CN': '检查任务执行率', en: 'Execution rate of inspections' },
    description: {
      'zh-CN': '按时完成的检查任务 ÷ 应完成的检查任务，按应完成日期统计。',
      en: 'Inspections done in time, of those due, by the day on which they were due.',
    },
    unit: 'PERCENT',
    better: 'HIGHER',
    target: { comparator: 'AT_LEAST', value: 100 },
    kind: 'ratio',
    numerator: { 'inspections-in-time': 1 },
    denominator: { 'inspections-due': 1 },
  },
]
