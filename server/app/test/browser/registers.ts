/** What the console under test knows: made up, small, and reaching down to one village. */

export const regions = {
  hunan: { code: '430000000000', name: '湖南省', nameEn: 'Hunan Province' },
  changsha: { code: '430100000000', name: '长沙市', nameEn: 'Changsha City' },
  xiangxi: {
    code: '433100000000',
    name: '湘西土家族苗族自治州',
    short: '湘西州',
    nameEn: 'Xiangxi Tujia and Miao Autonomous Prefecture',
  },
  huayuan: { code: '433124000000', name: '花垣县', nameEn: 'Huayuan County' },
  shuanglong: { code: '433124110000', name: '双龙镇', nameEn: 'Shuanglong Town' },
  shibadong: { code: '433124110226', name: '十八洞村', nameEn: 'Shibadong Village' },
} as const

export const halls = {
  furong: { code: 'T-430102', name: '芙蓉区测试大厅', nameEn: 'Furong test hall', region: '430102000000' },
  huayuan: { code: 'T-433124', name: '花垣县测试大厅', nameEn: 'Huayuan test hall', region: regions.huayuan.code },
  shuanglong: {
    code: 'T-433124110',
    name: '双龙镇测试大厅',
    nameEn: 'Shuanglong test hall',
    region: regions.shuanglong.code,
  },
  shibadong: {
    code: 'T-433124110226',
    name: '十八洞村测试站点',
    nameEn: 'Shibadong test desk',
    region: regions.shibadong.code,
  },
} as const

export type HallName = keyof typeof halls

export const windows = [{ hall: halls.huayuan.code, code: '03', name: '综合窗口', kind: 'COMPREHENSIVE' }] as const

export const organisations = [
  {
    code: 'T-ORG-1',
    name: '花垣县测试局',
    nameEn: 'Huayuan test bureau',
    region: regions.huayuan.code,
    kind: 'DEPARTMENT',
  },
] as const

export const matters = {
  shop: {
    code: 'T-SHOP',
    name: '测试食品店登记',
    nameEn: 'Test food shop registration',
    type: 'LICENCE',
    kind: 'PROMISED',
    promised: { amount: 5, unit: 'WORKING_DAY' },
    statutory: { amount: 10, unit: 'WORKING_DAY' },
  },
  quick: {
    code: 'T-QUICK',
    name: '测试限时办理',
    nameEn: 'Test quick handling',
    type: 'SERVICE',
    kind: 'PROMISED',
    promised: { amount: 30, unit: 'MINUTE' },
    statutory: null,
  },
} as const

/** Who applied for the case HY-011: made up. */
export const applicant = { name: '测试申请人', idNumber: '433124199001010025', phone: '13800005678' } as const

/** Who signs in; the password is the same for all. The founder is made by the first start. */
export const password = 'open-sesame-2026'
const both = ['AUTHORITY', 'SYSTEM_ADMINISTRATOR'] as const
export const people = {
  province: { username: 'anna', name: '测试省级', region: regions.hunan.code, roles: both },
  founder: { username: 'admin', name: '管理员', region: regions.hunan.code, roles: [] },
  xiangxi: { username: 'ben', name: '测试州级', region: regions.xiangxi.code, roles: both },
  huayuan: { username: 'carl', name: '测试县级', region: regions.huayuan.code, roles: ['AUTHORITY'] },
  inspector: { username: 'ida', name: '测试检查员', region: regions.xiangxi.code, roles: ['INSPECTOR'] },
  colleague: { username: 'jack', name: '测试检查员二', region: regions.xiangxi.code, roles: ['INSPECTOR'] },
  manager: { username: 'kim', name: '测试大厅管理', region: regions.huayuan.code, roles: ['HALL_MANAGER'] },
} as const

export type Person = keyof typeof people
