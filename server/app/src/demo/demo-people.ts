import type { Role } from '@zhikong/core'

/** A role as a person of the demo holds it; a department is one of the region's, by its place in the list. */
export type DemoRole = {
  readonly role: Role
  readonly region: string
  readonly department?: number
  readonly inHall?: true
}

const HUNAN = '430000000000'
const XIANGXI = '433100000000'
const HUAYUAN = '433124000000'

/** Who may be tried in the demo: one account for each kind of user. */
export const DEMO_PEOPLE: readonly {
  readonly username: string
  readonly displayName: string
  readonly roles: readonly [DemoRole, ...DemoRole[]]
}[] = [
  { username: 'demo-province', displayName: '演示 · 省级', roles: [{ role: 'AUTHORITY', region: HUNAN }] },
  { username: 'demo-xiangxi', displayName: '演示 · 湘西州', roles: [{ role: 'AUTHORITY', region: XIANGXI }] },
  { username: 'demo-huayuan', displayName: '演示 · 花垣县', roles: [{ role: 'AUTHORITY', region: HUAYUAN }] },
  {
    username: 'demo-inspector',
    displayName: '演示 · 州级督查，兼县大厅管理',
    roles: [
      { role: 'INSPECTOR', region: XIANGXI },
      { role: 'HALL_MANAGER', region: HUAYUAN },
    ],
  },
  {
    username: 'demo-department',
    displayName: '演示 · 县级部门',
    roles: [{ role: 'DEPARTMENT', region: HUAYUAN, department: 0 }],
  },
  {
    username: 'demo-window',
    displayName: '演示 · 窗口人员',
    roles: [{ role: 'WINDOW_STAFF', region: HUAYUAN, inHall: true }],
  },
  {
    username: 'demo-system',
    displayName: '演示 · 系统管理员',
    roles: [{ role: 'SYSTEM_ADMINISTRATOR', region: HUNAN }],
  },
  {
    username: 'demo-security',
    displayName: '演示 · 安全管理员',
    roles: [{ role: 'SECURITY_ADMINISTRATOR', region: HUNAN }],
  },
  { username: 'demo-audit', displayName: '演示 · 审计管理员', roles: [{ role: 'AUDIT_ADMINISTRATOR', region: HUNAN }] },
]
