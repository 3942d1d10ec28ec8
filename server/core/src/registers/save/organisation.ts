import type { Selectable } from 'kysely'
import type { ColumnTypes } from '../../database/bulk.ts'
import { BEGINNING } from '../seed-file.ts'
import type { OrganisationKind, OrganisationTable } from '../tables.ts'
import type { SaveContext, SaveReport } from './context.ts'
import { readCode, readName, readOptional, readValidity } from './fields.ts'
import type { Report } from './problems.ts'
import { inRange, readRegionOr } from './references.ts'
import { saveRows } from './save-rows.ts'
import { selectOrganisations } from './stored.ts'
import { upsertRows } from './upsert.ts'

/** An organisation as it is given: what is left out stays as it is. `region` is a code. */
export type OrganisationDraft = {
  readonly code: string
  readonly name?: string | null | undefined
  readonly nameEn?: string | null | undefined
  readonly region?: string | null | undefined
  readonly kind?: OrganisationKind | undefined
  readonly validFrom?: string | undefined
  readonly validTo?: string | null | undefined
}

type Row = Omit<Selectable<OrganisationTable>, 'id'>

const COLUMNS: ColumnTypes<Row> = {
  code: 'text',
  name: 'text',
  nameEn: 'text',
  regionId: 'int',
  scopeKey: 'bigint',
  kind: 'text',
  validFrom: 'date',
  validTo: 'date',
}

/** Adds organisations and changes those that are there, by code. */
export async function saveOrganisations(
  context: SaveContext,
  drafts: readonly OrganisationDraft[],
): Promise<SaveReport> {
  const stored = await selectOrganisations(
    context,
    drafts.map((draft) => draft.code),
  )
  return saveRows<OrganisationDraft, Row>(context, drafts, {
    kinds: ['organisations'],
    columns: COLUMNS,
    keyField: 'code',
    keyOf: (draft) => draft.code.trim(),
    current: (draft) => stored.get(draft.code.trim()),
    plan: (draft, now, report) => planOrganisation(context, draft, now, report),
    write: (changes) =>
      upsertRows(
        context,
        'core.organisation',
        COLUMNS,
        ['code'],
        changes.map(({ row }) => row),
      ),
  })
}

function planOrganisation(
  context: SaveContext,
  draft: OrganisationDraft,
  now: Row | undefined,
  report: Report,
): Row | undefined {
  if (now !== undefined && !inRange(context, now.scopeKey)) {
    return report.say('code', 'UNKNOWN_ORGANISATION', { value: draft.code })
  }
  const code = readCode(report, 'code', draft.code)
  const name = readName(report, 'name', draft.name, now?.name)
  const nameEn = readOptional(report, 'nameEn', draft.nameEn, now?.nameEn)
  const region = readRegionOr(context, report, 'region', draft.region, now?.regionId)
  const kind = draft.kind ?? now?.kind ?? 'DEPARTMENT'
  const validity = readValidity(report, draft, now, BEGINNING)
  if (code === undefined || name === undefined || region === undefined) return undefined
  return { code, name, nameEn, regionId: region.id, scopeKey: region.scopeKey, kind, ...validity }
}
