import { sql, type Selectable } from 'kysely'
import type { ColumnTypes } from '../../database/bulk.ts'
import { BEGINNING } from '../seed-file.ts'
import type { StaffTable } from '../tables.ts'
import type { SaveContext, SaveReport } from './context.ts'
import { readCode, readName, readValidity } from './fields.ts'
import { partKey, readHall } from './hall-part.ts'
import { readOrganisationOr } from './references.ts'
import { saveRows } from './save-rows.ts'
import { selectHalls, selectOrganisations } from './stored.ts'
import { upsertRows } from './upsert.ts'

/** A member of a hall's staff as given: what is left out stays as it is. `hall` and `organisation` are codes. */
export type StaffDraft = {
  readonly hall: string
  /** The staff number in the hall. */
  readonly code: string
  readonly name?: string | null | undefined
  readonly organisation?: string | null | undefined
  readonly validFrom?: string | undefined
  readonly validTo?: string | null | undefined
}

type Row = Omit<Selectable<StaffTable>, 'id'>

const COLUMNS: ColumnTypes<Row> = {
  hallId: 'int',
  code: 'text',
  name: 'text',
  organisationId: 'int',
  scopeKey: 'bigint',
  validFrom: 'date',
  validTo: 'date',
}

/** Adds staff and changes those that are there, by hall and staff number. */
export async function saveStaff(context: SaveContext, drafts: readonly StaffDraft[]): Promise<SaveReport> {
  const halls = await selectHalls(
    context,
    drafts.map((draft) => draft.hall),
  )
  const organisations = await selectOrganisations(
    context,
    drafts.map((draft) => draft.organisation),
  )
  const hallIds = [...halls.values()].map((hall) => hall.id)
  const rows = await context.trx
    .selectFrom('core.staff')
    .selectAll()
    .where('hallId', '=', sql<number>`any(${hallIds}::int[])`)
    .execute()
  const stored = new Map(rows.map((row) => [`${row.hallId}\n${row.code}`, row]))
  return saveRows<StaffDraft, Row>(context, drafts, {
    kinds: ['staff'],
    columns: COLUMNS,
    keyField: 'code',
    keyOf: partKey,
    current: (draft) => stored.get(`${halls.get(draft.hall.trim())?.id}\n${draft.code.trim()}`),
    plan: (draft, now, report) => {
      const hall = readHall(context, report, halls, draft.hall)
      const code = readCode(report, 'code', draft.code)
      const name = readName(report, 'name', draft.name, now?.name)
      const organisationId = readOrganisationOr(context, report, organisations, draft.organisation, now?.organisationId)
      const validity = readValidity(report, draft, now, BEGINNING)
      if (hall === undefined || code === undefined || name === undefined) return undefined
      return { hallId: hall.id, code, name, organisationId, scopeKey: hall.scopeKey, ...validity }
    },
    write: (changes) =>
      upsertRows(
        context,
        'core.staff',
        COLUMNS,
        ['hallId', 'code'],
        changes.map(({ row }) => row),
      ),
  })
}
