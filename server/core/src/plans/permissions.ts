import type { PermissionDeclaration } from '../access/roles.ts'

/** What may be done with control plans, and by whom. */
export const permissions = {
  'plans.read': {
    'zh-CN': '查看管控计划及执行率',
    en: 'See control plans and how they are carried out',
    roles: ['AUTHORITY', 'QUALITY_LEADER', 'INSPECTOR', 'AUDITOR'],
  },
  'plans.make': {
    'zh-CN': '制定和停止管控计划',
    en: 'Make and stop control plans',
    roles: ['AUTHORITY', 'QUALITY_LEADER'],
  },
  'plans.record': {
    'zh-CN': '登记管控计划的执行',
    en: 'Record how control plans are carried out',
    roles: ['AUTHORITY', 'QUALITY_LEADER', 'INSPECTOR'],
  },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>
