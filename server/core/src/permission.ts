import type { Text } from './text.ts'

/** What core itself asks permission for. A plugin states its own in its declaration. */
export const CORE_PERMISSIONS = {
  'core.read': { 'zh-CN': '查看辖区内的办件、预警和指标', en: 'See cases, alerts and figures of the own range' },
  'core.report': { 'zh-CN': '报送、导入办件数据', en: 'Report and import case events' },
  'core.handle': { 'zh-CN': '签收辖区内的预警', en: 'Take on alerts of the own range' },
  'core.administer': { 'zh-CN': '维护基础数据、账号和密钥', en: 'Maintain registers, accounts and keys' },
} as const satisfies Readonly<Record<string, Text>>

export type CorePermission = keyof typeof CORE_PERMISSIONS

declare const declared: unique symbol

/** The name of a permission that its plugin declares; `host.permission(name)` gives it, and nothing else does. */
export type DeclaredPermission = string & { readonly [declared]: true }

/** What a field may ask for: a misspelt permission does not compile. */
export type PermissionName = CorePermission | DeclaredPermission
