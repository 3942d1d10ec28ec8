import type { Selectable } from 'kysely'
import type { ColumnTypes } from '../../database/bulk.ts'
import { parseOpening } from '../opening-hours.ts'
import { BEGINNING } from '../seed-file.ts'
import type { HallTable } from '../tables.ts'
import type { SaveContext, SaveReport } from './context.ts'
import { readCode, readName, readOptional, readValidity } from './fields.ts'
import { moveHallParts, selectServed, writeServed } from './hall-places.ts'
import type { Report } from './problems.ts'
import { inRange, readRegion, readRegionOr } from './references.ts'
import { saveRows } from './save-rows.ts'
import { selectHalls } from './stored.ts'
import { upsertRows } from './upsert.ts'

/** A hall as it is given: what is left out stays as it is. Regions are codes; `region` is the seat. */
export type HallDraft = {
  readonly code: string
  readonly name?: string | null | undefined
  readonly nameEn?: string | null | undefined
  readonly region?: string | null | undefined
  /** The regions served beside the seat. */
  readonly serves?: readonly string[] | null | undefined
  /** When it is open, as `parseOpening` reads it; null when that is not known. */
  readonly hours?: string | null | undefined
  readonly validFrom?: string | undefined
  readonly validTo?: string | null | undefined
}

type HallRow = Omit<Selectable<HallTable>, 'id'>
/** `serves`: ids of regions in ascending order, joined by commas, so that it compares as one value. */
type Row = HallRow & { readonly serves: string }

const COLUMNS: ColumnTypes<HallRow> = {
  code: 'text',
  name: 'text',
  nameEn: 'text',
  hours: 'text',
  regionId: 'int',
  scopeKey: 'bigint',
  areaCode: 'int',
  validFrom: 'date',
  validTo: 'date',
}

/** Adds halls and changes those that are there, by code. A hall that moves takes its windows and staff along. */
export async function saveHalls(context: SaveContext, drafts: readonly HallDraft[]): Promise<SaveReport> {
  const stored = await selectHalls(
    context,
    drafts.map((draft) => draft.code),
  )
  const served = await selectServed(
    context,
    [...stored.values()].map((hall) => hall.id),
  )
  return saveRows<HallDraft, Row>(context, drafts, {
    kinds: ['halls', 'windows', 'staff'],
    columns: { ...COLUMNS, serves: 'text' },
    keyField: 'code',
    keyOf: (draft) => draft.code.trim(),
    current: (draft) => {
      const hall = stored.get(draft.code.trim())
      return hall === undefined ? undefined : { ...hall, serves: served.get(hall.id) ?? '' }
    },
    plan: (draft, now, report) => planHall(context, draft, now, report),
    write: async (changes) => {
      await upsertRows(
        context,
        'core.hall',
        COLUMNS,
        ['code'],
        changes.map(({ row }) => row),
      )
      const ids = await selectHalls(
        context,
        changes.map(({ row }) => row.code),
      )
      const places = changes.flatMap(({ row, before }) => {
        const id = ids.get(row.code)?.id
        return id === undefined ? [] : [{ id, row, before }]
      })
      await writeServed(
        context,
        places.filter(({ row, before }) => row.serves !== (before?.serves ?? '')),
      )
      await moveHallParts(
        context,
        places.filter(({ row, before }) => before && row.scopeKey !== before.scopeKey),
      )
    },
  })
}

function planHall(context: SaveContext, draft: HallDraft, now: Row | undefined, report: Report): Row | undefined {
  if (now !== undefined && !inRange(context, now.scopeKey)) {
    return report.say('code', 'UNKNOWN_HALL', { value: draft.code })
  }
  const code = readCode(report, 'code', draft.code)
  const name = readName(report, 'name', draft.name, now?.name)
  const nameEn = readOptional(report, 'nameEn', draft.nameEn, now?.nameEn)
  const region = readRegionOr(context, report, 'region', draft.region, now?.regionId)
  const serves = draft.serves === undefined ? (now?.serves ?? '') : readServed(context, draft.serves ?? [], report)
  const hours = readHours(report, draft.hours, now?.hours)
  const validity = readValidity(report, draft, now, BEGINNING)
  if (code === undefined || name === undefined || region === undefined) return undefined
  const { id: regionId, scopeKey, areaCode } = region
  return { code, name, nameEn, hours, regionId, scopeKey, areaCode, ...validity, serves }
}

function readHours(report: Report, given: string | null | undefined, now: string | null | undefined): string | null {
  const text = readOptional(report, 'hours', given, now, 400)
  if (given == null || text === null || parseOpening(text) !== null) return text
  report.invalid('hours', {
    'zh-CN': '开放时间请写成“1-5 09:00-12:00 13:00-17:00; 6 09:00-12:00”：星期（1 至 7），后接时段，每天一次。',
    en: 'Write opening hours as "1-5 09:00-12:00 13:00-17:00; 6 09:00-12:00": days of the week (1 to 7), then spans, each day once.',
  })
  return null
}

function readServed(context: SaveContext, codes: readonly string[], report: Report): string {
  const ids = codes.map((code) => readRegion(context, report, 'serves', code)?.id ?? 0)
  return [...new Set(ids)].toSorted((a, b) => a - b).join(',')
}
