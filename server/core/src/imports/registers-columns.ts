import type { RegisterKind } from '../registers/tables.ts'

/** A column of a register's file: its name, what Chinese files may call it, and whether a file must have it. */
export type ImportColumn = { readonly name: string; readonly zh: string; readonly required?: true }

const code = { name: 'code', zh: '代码', required: true } as const
const hall = { name: 'hall', zh: '大厅代码', required: true } as const
const name = { name: 'name', zh: '名称' } as const
const nameEn = { name: 'name_en', zh: '英文名称' } as const
const pinyin = { name: 'pinyin', zh: '拼音' } as const
const initials = { name: 'initials', zh: '拼音首字母' } as const
const region = { name: 'region', zh: '区划代码' } as const
const kind = { name: 'kind', zh: '类别' } as const
const organisation = { name: 'organisation', zh: '机构代码' } as const
const validity = [
  { name: 'valid_from', zh: '生效日期' },
  { name: 'valid_to', zh: '失效日期' },
] as const

/** The columns of each register, in the order of its template. */
export const IMPORT_COLUMNS: Readonly<Record<RegisterKind, readonly ImportColumn[]>> = {
  regions: [
    code,
    { name: 'level', zh: '层级' },
    kind,
    { name: 'parent', zh: '上级区划代码' },
    name,
    nameEn,
    pinyin,
    initials,
    ...validity,
  ],
  organisations: [code, name, nameEn, region, kind, ...validity],
  halls: [
    code,
    name,
    nameEn,
    region,
    { name: 'serves', zh: '服务区划代码' },
    { name: 'hours', zh: '开放时间' },
    ...validity,
  ],
  windows: [hall, code, name, kind, ...validity],
  staff: [hall, code, name, organisation, ...validity],
  matters: [
    code,
    { name: 'base_code', zh: '基本编码' },
    name,
    nameEn,
    pinyin,
    initials,
    { name: 'type', zh: '事项类型' },
    kind,
    organisation,
    { name: 'promised_amount', zh: '承诺时限' },
    { name: 'promised_unit', zh: '承诺时限单位' },
    { name: 'statutory_amount', zh: '法定时限' },
    { name: 'statutory_unit', zh: '法定时限单位' },
    { name: 'calendar', zh: '工作日历' },
    ...validity,
  ],
  channels: [code, name, nameEn, { name: 'online', zh: '是否网上' }],
}

/** An empty file of a register: its header, ready for a spreadsheet. */
export function registerTemplate(register: RegisterKind): string {
  return `${IMPORT_COLUMNS[register].map((column) => column.name).join(',')}\r\n`
}
