import type { PermissionDeclaration } from '../access/roles.ts'

/** What may be done with missed targets, and by whom. */
export const permissions = {
  'breaches.read': {
    'zh-CN': '查看未达标指标',
    en: 'See which targets are missed',
    roles: ['AUTHORITY', 'QUALITY_LEADER', 'HALL_MANAGER', 'INSPECTOR', 'AUDITOR'],
  },
  'breaches.look': {
    'zh-CN': '立即核对指标是否达标',
    en: 'Hold figures against their targets at once',
    roles: ['AUTHORITY', 'QUALITY_LEADER'],
  },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>
