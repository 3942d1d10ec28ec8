import { READING_ROLES, type PermissionDeclaration } from '@zhikong/core'

/** What may be done about findings, and by whom. */
export const permissions = {
  'improvement.read': { 'zh-CN': '查看整改和督促', en: 'See rectifications and urges', roles: READING_ROLES },
  'improvement.assign': {
    'zh-CN': '交办问题、研判共性问题',
    en: 'Hand findings over, judge trends',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'QUALITY_LEADER'],
  },
  'improvement.rectify': {
    'zh-CN': '签收、整改、反馈，答复督促',
    en: 'Accept, repair and report back, answer urges',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'QUALITY_LEADER', 'DEPARTMENT'],
  },
  'improvement.supervise': {
    'zh-CN': '督促、跟踪、复查，审批延期',
    en: 'Urge, watch and recheck, decide on extensions',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'INSPECTOR'],
  },
  'improvement.monitor': {
    'zh-CN': '监测评价质量、记录方法调整',
    en: 'Monitor the quality of ratings, keep the log of methods',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'QUALITY_LEADER'],
  },
  'improvement.govern': { 'zh-CN': '设置整改时限', en: 'Set the limits of rectifications', roles: ['AUTHORITY'] },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>
