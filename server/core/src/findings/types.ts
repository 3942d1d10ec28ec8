import type { FindingType } from './contract.ts'

/** What is reported by hand and is of no domain's kinds. */
export const findingTypes: readonly FindingType[] = [
  {
    code: 'CONDUCT',
    clause: '5-e',
    title: { 'zh-CN': '服务态度和行为规范', en: 'Manner and conduct of service' },
    severity: 'MINOR',
  },
  {
    code: 'HANDLING',
    clause: '5-e',
    title: { 'zh-CN': '办理不规范、不高效', en: 'Handling against the rules, or slow' },
    severity: 'SERIOUS',
  },
  {
    code: 'PREMISES',
    clause: '5-e',
    title: { 'zh-CN': '场所和设施', en: 'Premises and equipment' },
    severity: 'MINOR',
  },
]
