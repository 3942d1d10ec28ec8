import type { FindingType } from '../findings/contract.ts'

/** What a hall finds wanting in its own daily control. */
export const DAILY_CONTROL = 'DAILY_CONTROL'

export const findingTypes: readonly FindingType[] = [
  {
    code: DAILY_CONTROL,
    clause: '4-b',
    title: { 'zh-CN': '日常管控发现的问题', en: 'Found in the daily control of a hall' },
    severity: 'MINOR',
  },
]
