import type { Limit } from '../clock/types.ts'
import type { Drafts } from '../registers/save/index.ts'
import {
  LEVELS,
  LIMIT_UNITS,
  MATTER_KINDS,
  ORGANISATION_KINDS,
  REGION_KINDS,
  WINDOW_KINDS,
  type RegisterKind,
} from '../registers/tables.ts'
import type { Text } from '../text.ts'
import type { RowReader } from './registers-row.ts'

type Refuse = (column: string, detail: Text) => void

const validity = (row: RowReader) => ({ validFrom: row.date('valid_from') ?? undefined, validTo: row.date('valid_to') })
const names = (row: RowReader) => ({ name: row.text('name'), nameEn: row.text('name_en') })
const reading = (row: RowReader) => ({ pinyin: row.text('pinyin'), initials: row.text('initials') })
const code = (row: RowReader) => row.text('code') ?? ''

/** Two cells that make a limit: both, or none. */
function limit(row: RowReader, name: 'promised' | 'statutory', refuse: Refuse): Limit | null | undefined {
  const amount = row.number(`${name}_amount`)
  const unit = row.word(`${name}_unit`, LIMIT_UNITS)
  if (typeof amount === 'number' && unit !== undefined) return { amount, unit }
  if (amount === undefined) return undefined
  if (amount === null && unit === undefined) return null
  refuse(amount === null ? `${name}_amount` : `${name}_unit`, {
    'zh-CN': '时限的数值和单位应同时填写。',
    en: 'Write both the amount and the unit of a limit.',
  })
  return undefined
}

/** How a row of each file becomes an item of its register. */
export const DRAFTS: { readonly [Kind in RegisterKind]: (row: RowReader, refuse: Refuse) => Drafts[Kind] } = {
  regions: (row) => ({
    code: code(row),
    ...names(row),
    ...reading(row),
    level: row.word('level', LEVELS),
    kind: row.word('kind', REGION_KINDS),
    parent: row.text('parent'),
    ...validity(row),
  }),
  organisations: (row) => ({
    code: code(row),
    ...names(row),
    region: row.text('region'),
    kind: row.word('kind', ORGANISATION_KINDS),
    ...validity(row),
  }),
  halls: (row) => ({
    code: code(row),
    ...names(row),
    region: row.text('region'),
    serves: row.list('serves'),
    hours: row.text('hours'),
    ...validity(row),
  }),
  windows: (row) => ({
    hall: row.text('hall') ?? '',
    code: code(row),
    name: row.text('name'),
    kind: row.word('kind', WINDOW_KINDS),
    ...validity(row),
  }),
  staff: (row) => ({
    hall: row.text('hall') ?? '',
    code: code(row),
    name: row.text('name'),
    organisation: row.text('organisation'),
    ...validity(row),
  }),
  matters: (row, refuse) => ({
    code: code(row),
    baseCode: row.text('base_code'),
    ...names(row),
    ...reading(row),
    type: row.text('type'),
    kind: row.word('kind', MATTER_KINDS),
    organisation: row.text('organisation'),
    promised: limit(row, 'promised', refuse),
    statutory: limit(row, 'statutory', refuse),
    calendar: row.text('calendar'),
    ...validity(row),
  }),
  channels: (row) => ({ code: code(row), ...names(row), online: row.flag('online') }),
}
