import { HANDLING_ROLES, READING_ROLES, type PermissionDeclaration } from '@zhikong/core'

/** What may be done with service efficiency, and by whom. */
export const permissions = {
  'efficiency.read': { 'zh-CN': '查看效率分析', en: 'See the analysis of efficiency', roles: READING_ROLES },
  'efficiency.handle': { 'zh-CN': '签收和处理卡片', en: 'Acknowledge and handle cards', roles: HANDLING_ROLES },
  'efficiency.report': {
    'zh-CN': '发布效率分析报告',
    en: 'Publish reports on efficiency',
    roles: ['AUTHORITY', 'QUALITY_LEADER'],
  },
  'efficiency.hold': {
    'zh-CN': '提出线索和办理问责',
    en: 'Propose leads and hold to account',
    roles: ['AUTHORITY', 'QUALITY_LEADER', 'INSPECTOR'],
  },
  'efficiency.decide': { 'zh-CN': '作出问责决定', en: 'Decide on accountability', roles: ['AUTHORITY'] },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>
