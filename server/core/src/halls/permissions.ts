import { READING_ROLES, type PermissionDeclaration } from '../access/roles.ts'

/** What may be done about the management duties of authorities, and by whom. */
export const permissions = {
  'halls.read': {
    'zh-CN': '查看质量管控小组、质量目标和日常管控',
    en: 'See quality groups, objectives and control logs',
    roles: READING_ROLES,
  },
  'halls.organise': {
    'zh-CN': '设立质量管控小组、明确质量负责人',
    en: 'Set up quality groups and name quality leaders',
    roles: ['AUTHORITY'],
  },
  'halls.aim': {
    'zh-CN': '设定质量目标',
    en: 'Set objectives',
    roles: ['AUTHORITY', 'QUALITY_LEADER'],
  },
  'halls.log': {
    'zh-CN': '填写大厅日常管控记录',
    en: 'Keep the daily control log of a hall',
    roles: ['HALL_MANAGER', 'QUALITY_LEADER'],
  },
  'halls.weigh': {
    'zh-CN': '设定综合评分的权重',
    en: 'Set the weights of the composite score',
    roles: ['AUTHORITY'],
  },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>
