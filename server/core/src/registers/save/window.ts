import { sql, type Selectable } from 'kysely'
import type { ColumnTypes } from '../../database/bulk.ts'
import { BEGINNING } from '../seed-file.ts'
import type { WindowKind, WindowTable } from '../tables.ts'
import type { SaveContext, SaveReport } from './context.ts'
import { readCode, readName, readValidity } from './fields.ts'
import { partKey, readHall } from './hall-part.ts'
import { saveRows } from './save-rows.ts'
import { selectHalls } from './stored.ts'
import { upsertRows } from './upsert.ts'

/** A window of a hall as it is given: what is left out stays as it is. `hall` is a code. */
export type WindowDraft = {
  readonly hall: string
  readonly code: string
  readonly name?: string | null | undefined
  readonly kind?: WindowKind | undefined
  readonly validFrom?: string | undefined
  readonly validTo?: string | null | undefined
}

type Row = Omit<Selectable<WindowTable>, 'id'>

const COLUMNS: ColumnTypes<Row> = {
  hallId: 'int',
  code: 'text',
  name: 'text',
  kind: 'text',
  scopeKey: 'bigint',
  validFrom: 'date',
  validTo: 'date',
}

/** Adds windows and changes those that are there, by hall and code. */
export async function saveWindows(context: SaveContext, drafts: readonly WindowDraft[]): Promise<SaveReport> {
  const halls = await selectHalls(
    context,
    drafts.map((draft) => draft.hall),
  )
  const hallIds = [...halls.values()].map((hall) => hall.id)
  const rows = await context.trx
    .selectFrom('core.window')
    .selectAll()
    .where('hallId', '=', sql<number>`any(${hallIds}::int[])`)
    .execute()
  const stored = new Map(rows.map((row) => [`${row.hallId}\n${row.code}`, row]))
  return saveRows<WindowDraft, Row>(context, drafts, {
    kinds: ['windows'],
    columns: COLUMNS,
    keyField: 'code',
    keyOf: partKey,
    current: (draft) => stored.get(`${halls.get(draft.hall.trim())?.id}\n${draft.code.trim()}`),
    plan: (draft, now, report) => {
      const hall = readHall(context, report, halls, draft.hall)
      const code = readCode(report, 'code', draft.code)
      const name = readName(report, 'name', draft.name, now?.name)
      const kind = draft.kind ?? now?.kind ?? 'COMPREHENSIVE'
      const validity = readValidity(report, draft, now, BEGINNING)
      if (hall === undefined || code === undefined || name === undefined) return undefined
      return { hallId: hall.id, code, name, kind, scopeKey: hall.scopeKey, ...validity }
    },
    write: (changes) =>
      upsertRows(
        context,
        'core."window"',
        COLUMNS,
        ['hallId', 'code'],
        changes.map(({ row }) => row),
      ),
  })
}
