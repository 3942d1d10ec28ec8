import { READING_ROLES, type PermissionDeclaration } from '../access/roles.ts'

/** What may be done with inspections, and by whom. */
export const permissions = {
  'inspections.read': { 'zh-CN': '查看检查', en: 'See inspections', roles: READING_ROLES },
  'inspections.plan': {
    'zh-CN': '组织检查、抽取',
    en: 'Plan inspections and draw',
    roles: ['AUTHORITY', 'QUALITY_LEADER'],
  },
  'inspections.check': { 'zh-CN': '实施检查', en: 'Inspect', roles: ['AUTHORITY', 'INSPECTOR'] },
  'inspections.conceal': {
    'zh-CN': '组织和查看未公开的检查（暗访、不定期）',
    en: 'Plan and see inspections that units do not know of',
    roles: ['AUTHORITY', 'INSPECTOR'],
  },
  'inspections.publish': {
    'zh-CN': '解密和公布检查结果',
    en: 'Release inspections and publish results',
    roles: ['AUTHORITY'],
  },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>
