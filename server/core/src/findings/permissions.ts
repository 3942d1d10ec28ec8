import { READING_ROLES, type PermissionDeclaration } from '../access/roles.ts'

/** What may be done with the ledger of findings, and by whom. */
export const permissions = {
  'findings.read': { 'zh-CN': '查看问题台账', en: 'See the ledger of findings', roles: READING_ROLES },
  'findings.report': {
    'zh-CN': '登记发现的问题',
    en: 'Report findings',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'QUALITY_LEADER', 'INSPECTOR', 'AUDITOR'],
  },
  'findings.keep': {
    'zh-CN': '合并、撤销问题',
    en: 'Merge and dismiss findings',
    roles: ['AUTHORITY', 'QUALITY_LEADER', 'INSPECTOR'],
  },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>
