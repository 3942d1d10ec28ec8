import type { PermissionDeclaration } from '@zhikong/core'

/** What may be done with service efficiency, and by whom. */
export const permissions = {
  'efficiency.read': {
    'zh-CN': '查看效率分析',
    en: 'See the analysis of efficiency',
    roles: [
      'AUTHORITY',
      'HALL_MANAGER',
      'QUALITY_LEADER',
      'DEPARTMENT',
      'INSPECTOR',
      'AUDITOR',
      'SYSTEM_ADMINISTRATOR',
    ],
  },
  'efficiency.handle': {
    'zh-CN': '签收和处理卡片',
    en: 'Acknowledge and handle cards',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'QUALITY_LEADER', 'DEPARTMENT', 'WINDOW_STAFF'],
  },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>
