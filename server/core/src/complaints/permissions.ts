import { READING_ROLES, type PermissionDeclaration } from '../access/roles.ts'

/** What may be done with complaints, and by whom. */
export const permissions = {
  'complaints.read': { 'zh-CN': '查看投诉举报', en: 'See complaints', roles: READING_ROLES },
  'complaints.report': {
    'zh-CN': '登记、报送投诉举报',
    en: 'Record and report complaints',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'QUALITY_LEADER', 'THIRD_PARTY'],
  },
  'complaints.handle': {
    'zh-CN': '受理、交办、核查和答复投诉举报',
    en: 'Accept, assign, look into and answer complaints',
    roles: ['AUTHORITY', 'QUALITY_LEADER', 'INSPECTOR'],
  },
  'complaints.judge': {
    'zh-CN': '认定、复核投诉举报',
    en: 'Judge and review complaints',
    roles: ['AUTHORITY', 'INSPECTOR'],
  },
  'complaints.seal': {
    'zh-CN': '查看和办理密封举报、移送廉洁线索',
    en: 'See and handle sealed reports, refer leads about integrity',
    roles: ['AUTHORITY', 'INSPECTOR'],
  },
  'complaints.reveal': {
    'zh-CN': '说明理由后查看投诉举报人',
    en: 'See a complainant in clear, with a reason',
    roles: ['AUTHORITY', 'INSPECTOR'],
  },
  'complaints.test': {
    'zh-CN': '维护、测试投诉渠道',
    en: 'Keep and test the channels of complaints',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'QUALITY_LEADER'],
  },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>
