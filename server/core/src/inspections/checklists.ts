import type { FindingType } from '../findings/contract.ts'
import type { Checklist } from './checklist.ts'

/** What the checklists of core raise; domains declare their own. */
export const findingTypes: readonly FindingType[] = [
  {
    code: 'HALL_NOT_AS_REQUIRED',
    clause: '4-b',
    title: { 'zh-CN': '大厅日常管理不到位', en: 'A hall is not kept as required' },
    severity: 'MINOR',
  },
]

const findingType = 'HALL_NOT_AS_REQUIRED'

/** The daily quality of a hall, whatever the domain. */
export const checklists: readonly Checklist[] = [
  {
    code: 'hall-daily-quality',
    version: 1,
    clause: '4-b',
    title: { 'zh-CN': '大厅服务质量日常检查', en: 'Daily quality of a hall' },
    items: [
      {
        code: 'log-kept',
        text: { 'zh-CN': '当日管控日志已填写', en: 'The control log of the day is kept' },
        kind: 'YES_NO',
        findingType,
      },
      {
        code: 'windows-staffed',
        text: { 'zh-CN': '应开窗口均有人值守', en: 'All windows that should be open are staffed' },
        kind: 'YES_NO',
        findingType,
      },
      {
        code: 'unattended-counters',
        text: { 'zh-CN': '无人值守的窗口数', en: 'Windows without anybody' },
        kind: 'COUNT',
      },
      {
        code: 'order',
        text: { 'zh-CN': '秩序和环境(0–10 分)', en: 'Order and surroundings (0–10)' },
        kind: 'SCORE',
        findingType,
      },
      { code: 'remarks', text: { 'zh-CN': '检查情况说明', en: 'What was seen' }, kind: 'TEXT' },
    ],
  },
]
