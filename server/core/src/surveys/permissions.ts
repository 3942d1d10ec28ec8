import { READING_ROLES, type PermissionDeclaration } from '../access/roles.ts'

/** What may be done with surveys and return visits, and by whom. */
export const permissions = {
  'surveys.read': {
    'zh-CN': '查看满意度调查和回访方案及结果',
    en: 'See surveys and their results',
    roles: ['AUTHORITY', 'QUALITY_LEADER', 'INSPECTOR', 'AUDITOR'],
  },
  'surveys.results': {
    'zh-CN': '查看已结束调查中本单位的数据',
    en: 'See the own figures of surveys that have ended',
    roles: READING_ROLES,
  },
  'surveys.plan': {
    'zh-CN': '制定、抽样和结束调查',
    en: 'Plan surveys, draw their samples and end them',
    roles: ['AUTHORITY', 'QUALITY_LEADER'],
  },
  'surveys.visit': {
    'zh-CN': '电话调查和回访',
    en: 'Ask people by telephone and visit them again',
    roles: ['AUTHORITY', 'INSPECTOR'],
  },
  'surveys.refer': {
    'zh-CN': '移交廉洁线索',
    en: 'Refer leads about integrity',
    roles: ['AUTHORITY'],
  },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>
