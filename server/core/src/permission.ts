import { HANDLING_ROLES, READING_ROLES, type PermissionDeclaration } from './access/roles.ts'

/** What core itself asks permission for, and which roles hold it. A plugin states its own in its declaration. */
export const CORE_PERMISSIONS = {
  'core.read': {
    'zh-CN': '查看辖区内的办件、预警和指标',
    en: 'See cases, alerts and figures of the own range',
    roles: [...READING_ROLES, 'WINDOW_STAFF', 'THIRD_PARTY'],
  },
  'core.report': {
    'zh-CN': '报送、导入办件数据',
    en: 'Report and import case events',
    roles: ['THIRD_PARTY', 'SYSTEM_ADMINISTRATOR'],
  },
  'core.handle': {
    'zh-CN': '签收辖区内的预警，反馈、申诉',
    en: 'Take on alerts of the own range, say what was done, appeal',
    roles: HANDLING_ROLES,
  },
  'core.decide': {
    'zh-CN': '确认卡片、裁决申诉、设置免打扰',
    en: 'Confirm cards, decide appeals, silence messages',
    roles: ['AUTHORITY'],
  },
  'core.urge': {
    'zh-CN': '督促处理辖区内的预警',
    en: 'Urge those who are to act on alerts',
    roles: ['AUTHORITY', 'INSPECTOR', 'HALL_MANAGER'],
  },
  'core.reveal': {
    'zh-CN': '说明理由后查看服务对象的身份信息、按证件号码查询',
    en: 'See an applicant in clear and look one up, with a reason',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'INSPECTOR', 'WINDOW_STAFF'],
  },
  'core.administer': {
    'zh-CN': '维护基础数据、目标值和运行参数',
    en: 'Maintain registers, targets and settings',
    roles: ['SYSTEM_ADMINISTRATOR'],
  },
  'core.manage-people': {
    'zh-CN': '建立、停用账号，重置密码',
    en: 'Make and stop accounts, reset passwords',
    roles: ['SYSTEM_ADMINISTRATOR'],
  },
  'core.issue-keys': {
    'zh-CN': '为第三方系统签发、更换、吊销密钥',
    en: 'Issue, rotate and revoke the keys of systems',
    roles: ['SYSTEM_ADMINISTRATOR'],
  },
  'core.authorise': {
    'zh-CN': '授予、收回角色，结束会话',
    en: 'Grant and withdraw roles, end sessions',
    roles: ['SECURITY_ADMINISTRATOR'],
  },
  'core.audit': {
    'zh-CN': '查看审计日志',
    en: 'Read the audit log',
    roles: ['AUDIT_ADMINISTRATOR'],
  },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>

export type CorePermission = keyof typeof CORE_PERMISSIONS

/** What is done to a region as a whole: a scope that is bound to one organisation or hall does not hold these. */
export const OF_WHOLE_REGIONS: ReadonlySet<string> = new Set<CorePermission>([
  'core.report',
  'core.decide',
  'core.administer',
  'core.manage-people',
  'core.issue-keys',
  'core.authorise',
  'core.audit',
])

declare const declared: unique symbol

/** The name of a permission that its plugin declares; `host.permission(name)` gives it, and nothing else does. */
export type DeclaredPermission = string & { readonly [declared]: true }

/** What a field may ask for: a misspelt permission does not compile. */
export type PermissionName = CorePermission | DeclaredPermission
