import type { FindingType } from '@zhikong/core'

/** What somebody finds wanting that no domain has a type of its own for (7-a). */
export const findingTypes: readonly FindingType[] = [
  {
    code: 'DEFICIENCY',
    clause: '7-a',
    title: { 'zh-CN': '检查发现的不足', en: 'Deficiency found' },
    severity: 'MINOR',
  },
]
