import type { Selectable } from 'kysely'
import type { Limit } from '../../clock/types.ts'
import type { ColumnTypes } from '../../database/bulk.ts'
import { loadReader, type Reading } from '../reading.ts'
import { limitOf } from '../register-index.ts'
import { BEGINNING } from '../seed-file.ts'
import type { MatterKind, MatterTable } from '../tables.ts'
import type { SaveContext, SaveReport } from './context.ts'
import { readCode, readingOf, readName, readOptional, readText, readValidity } from './fields.ts'
import { promisesTooMuch, PROMISED_ABOVE_STATUTORY, readLimit } from './limits.ts'
import type { Report } from './problems.ts'
import { coversAll, inRange, readOrganisationOr } from './references.ts'
import { saveRows } from './save-rows.ts'
import { selectMatters, selectOrganisations } from './stored.ts'
import { upsertRows } from './upsert.ts'

/** A matter as it is given: what is left out stays as it is, null takes away. `organisation` is a code. */
export type MatterDraft = {
  readonly code: string
  readonly baseCode?: string | null | undefined
  readonly name?: string | null | undefined
  readonly nameEn?: string | null | undefined
  /** Lower case without tones and spaces; read from the name unless told, and so are the initials. */
  readonly pinyin?: string | null | undefined
  readonly initials?: string | null | undefined
  readonly type?: string | null | undefined
  readonly kind?: MatterKind | undefined
  readonly organisation?: string | null | undefined
  readonly promised?: Limit | null | undefined
  readonly statutory?: Limit | null | undefined
  readonly calendar?: string | null | undefined
  readonly validFrom?: string | undefined
  readonly validTo?: string | null | undefined
}

type Row = Omit<Selectable<MatterTable>, 'id'>

const COLUMNS: ColumnTypes<Row> = {
  code: 'text',
  baseCode: 'text',
  name: 'text',
  nameEn: 'text',
  pinyin: 'text',
  initials: 'text',
  type: 'text',
  kind: 'text',
  organisationId: 'int',
  promisedAmount: 'numeric',
  promisedUnit: 'text',
  statutoryAmount: 'numeric',
  statutoryUnit: 'text',
  calendarId: 'text',
  validFrom: 'date',
  validTo: 'date',
  flags: 'text',
}

/** Whoever has no organisation of the own range in it may not touch a matter; one without any is the province's. */
type Owner = (organisationId: number | null) => boolean

/** Adds matters and changes those that are there, by code. */
export async function saveMatters(context: SaveContext, drafts: readonly MatterDraft[]): Promise<SaveReport> {
  const stored = await selectMatters(
    context,
    drafts.map((draft) => draft.code),
  )
  const organisations = await selectOrganisations(
    context,
    drafts.map((draft) => draft.organisation),
  )
  const mayOwn = await ownership(context)
  const read = await loadReader()
  return saveRows<MatterDraft, Row>(context, drafts, {
    kinds: ['matters'],
    columns: COLUMNS,
    keyField: 'code',
    keyOf: (draft) => draft.code.trim(),
    current: (draft) => stored.get(draft.code.trim()),
    plan: (draft, now, report) => {
      if (now !== undefined && !mayOwn(now.organisationId)) {
        return report.say('code', 'UNKNOWN_MATTER', { value: draft.code })
      }
      const organisationId = readOrganisationOr(context, report, organisations, draft.organisation, now?.organisationId)
      const refused = organisationId === null && (draft.organisation ?? '') === '' && !mayOwn(null)
      if (refused) report.invalid('organisation', NEEDS_ORGANISATION)
      return planMatter(context, draft, now, organisationId, read, report)
    },
    write: (changes) =>
      upsertRows(
        context,
        'core.matter',
        COLUMNS,
        ['code'],
        changes.map(({ row }) => row),
      ),
  })
}

const NEEDS_ORGANISATION = {
  'zh-CN': '不属于任何机构的事项只能由省级维护，请填写辖区内的机构代码。',
  en: 'A matter of no organisation is the province’s to save; name an organisation of your range.',
}

async function ownership(context: SaveContext): Promise<Owner> {
  if (coversAll(context)) return () => true
  const rows = await context.trx.selectFrom('core.organisation').select(['id', 'scopeKey']).execute()
  const own = new Set(rows.filter((row) => inRange(context, row.scopeKey)).map((row) => row.id))
  return (organisationId) => organisationId !== null && own.has(organisationId)
}

function planMatter(
  context: SaveContext,
  draft: MatterDraft,
  now: Row | undefined,
  organisationId: number | null,
  read: (name: string) => Reading,
  report: Report,
): Row | undefined {
  const code = readCode(report, 'code', draft.code)
  const name = readName(report, 'name', draft.name, now?.name)
  const type = draft.type === undefined && now !== undefined ? now.type : readText(report, 'type', draft.type ?? '', 64)
  const limits = planLimits(context, draft, now, report)
  const rest = {
    baseCode: readOptional(report, 'baseCode', draft.baseCode, now?.baseCode, 64),
    nameEn: readOptional(report, 'nameEn', draft.nameEn, now?.nameEn),
    kind: draft.kind ?? now?.kind ?? 'PROMISED',
    organisationId,
    calendarId: readOptional(report, 'calendar', draft.calendar, now?.calendarId, 64),
    ...readValidity(report, draft, now, BEGINNING),
  }
  if (code === undefined || name === undefined || type === undefined) return undefined
  const reading = readingOf(draft, now?.name === name ? now : read(name), report)
  return { code, name, type, ...reading, ...rest, ...limits }
}

type LimitColumns = Pick<Row, 'promisedAmount' | 'promisedUnit' | 'statutoryAmount' | 'statutoryUnit' | 'flags'>

function planLimits(context: SaveContext, draft: MatterDraft, now: Row | undefined, report: Report): LimitColumns {
  const stored = now ?? { promisedAmount: null, promisedUnit: null, statutoryAmount: null, statutoryUnit: null }
  const promised = readLimit(report, 'promised', draft.promised, limitOf(stored.promisedAmount, stored.promisedUnit))
  const statutory = readLimit(
    report,
    'statutory',
    draft.statutory,
    limitOf(stored.statutoryAmount, stored.statutoryUnit),
  )
  const tooMuch = promisesTooMuch(promised, statutory)
  if (tooMuch && context.origin === 'ENTRY') report.invalid('promised', ABOVE_STATUTORY)
  return {
    promisedAmount: promised?.amount ?? null,
    promisedUnit: promised?.unit ?? null,
    statutoryAmount: statutory?.amount ?? null,
    statutoryUnit: statutory?.unit ?? null,
    flags: tooMuch ? PROMISED_ABOVE_STATUTORY : '',
  }
}

const ABOVE_STATUTORY = {
  'zh-CN': '承诺时限高于法定时限（标准 6.1-b）。请缩短承诺时限，或核对法定时限。',
  en: 'The promised limit is above the statutory one (clause 6.1-b). Shorten it, or check the statutory limit.',
}
