import type { Text } from '../text.ts'

/**
 * The roles of the standard, the two outside of the house, and the three administrators that GB/T 22239 keeps apart.
 * A permission names the roles that hold it (`permission.ts`, and `permissions` of each plugin).
 */
export const ROLES = {
  AUTHORITY: { 'zh-CN': '政务服务管理机构', en: 'Authority' },
  HALL_MANAGER: { 'zh-CN': '大厅管理机构', en: 'Hall manager' },
  QUALITY_LEADER: { 'zh-CN': '质量负责人', en: 'Quality leader' },
  DEPARTMENT: { 'zh-CN': '部门', en: 'Department' },
  INSPECTOR: { 'zh-CN': '督查检查人员', en: 'Supervisor or inspector' },
  WINDOW_STAFF: { 'zh-CN': '窗口人员', en: 'Window staff' },
  AUDITOR: { 'zh-CN': '审计人员', en: 'Auditor' },
  THIRD_PARTY: { 'zh-CN': '第三方系统', en: 'Third-party system' },
  PUBLIC: { 'zh-CN': '公众', en: 'Public' },
  SYSTEM_ADMINISTRATOR: { 'zh-CN': '系统管理员', en: 'System administrator' },
  SECURITY_ADMINISTRATOR: { 'zh-CN': '安全管理员', en: 'Security administrator' },
  AUDIT_ADMINISTRATOR: { 'zh-CN': '审计管理员', en: 'Audit administrator' },
} as const satisfies Readonly<Record<string, Text>>

export type Role = keyof typeof ROLES

/** All roles, in the order in which they are shown. */
export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[]

/** Of these a person holds at most one: who runs the platform, who gives rights and who audits are three people. */
export const SEPARATED_ROLES = ['SYSTEM_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR', 'AUDIT_ADMINISTRATOR'] as const

/** Roles that no person is given: a system has a key, and the public is nobody signed in. */
export const IMPERSONAL_ROLES: ReadonlySet<Role> = new Set(['THIRD_PARTY', 'PUBLIC'])

/** Who reads figures and what lies behind them. */
export const READING_ROLES = [
  'AUTHORITY',
  'HALL_MANAGER',
  'QUALITY_LEADER',
  'DEPARTMENT',
  'INSPECTOR',
  'AUDITOR',
  'SYSTEM_ADMINISTRATOR',
] as const satisfies readonly Role[]

/** Who takes things on and does something about them. */
export const HANDLING_ROLES = [
  'AUTHORITY',
  'HALL_MANAGER',
  'QUALITY_LEADER',
  'DEPARTMENT',
  'WINDOW_STAFF',
] as const satisfies readonly Role[]

/** What a permission allows, in words, and who holds it. */
export type PermissionDeclaration = Text & { readonly roles: readonly Role[] }

/** Which permissions each role holds. */
export type RolePermissions = Readonly<Record<Role, ReadonlySet<string>>>

/** Turns "this permission is held by these roles" round. */
export function permissionsByRole(
  permissions: Readonly<Record<string, Pick<PermissionDeclaration, 'roles'>>>,
): RolePermissions {
  const held = (role: Role) =>
    new Set(Object.keys(permissions).filter((name) => permissions[name]?.roles.includes(role)))
  return Object.fromEntries(ROLE_NAMES.map((role) => [role, held(role)])) as unknown as RolePermissions
}

/** Whether a text, as the database holds it, names a role. */
export function isRole(name: string): name is Role {
  return Object.hasOwn(ROLES, name)
}
