import { READING_ROLES, type PermissionDeclaration } from '../access/roles.ts'

/** What may be done with ratings, and by whom. */
export const permissions = {
  'ratings.read': { 'zh-CN': '查看评价', en: 'See ratings', roles: READING_ROLES },
  'ratings.handle': {
    'zh-CN': '办理差评：回访核实、查实、剔除',
    en: 'Handle negative ratings: get in touch, verify, strike out',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'QUALITY_LEADER'],
  },
  'ratings.answer': {
    'zh-CN': '填报差评整改与说明',
    en: 'Say what was put right, or explain',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'QUALITY_LEADER', 'DEPARTMENT'],
  },
  'ratings.invite': {
    'zh-CN': '生成评价链接',
    en: 'Invite people to rate',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'QUALITY_LEADER', 'DEPARTMENT', 'WINDOW_STAFF', 'THIRD_PARTY'],
  },
  'ratings.report': { 'zh-CN': '上报评价', en: 'Report ratings', roles: ['THIRD_PARTY'] },
  'ratings.govern': { 'zh-CN': '设定评价规则', en: 'Set what holds for ratings', roles: ['AUTHORITY'] },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>
