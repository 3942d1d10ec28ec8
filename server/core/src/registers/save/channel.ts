import type { ColumnTypes } from '../../database/bulk.ts'
import type { ChannelTable } from '../tables.ts'
import type { SaveContext, SaveReport } from './context.ts'
import { readCode, readName } from './fields.ts'
import { coversAll } from './references.ts'
import { saveRows } from './save-rows.ts'
import { upsertRows } from './upsert.ts'

/** A channel by which cases come, as it is given: what is left out stays as it is. */
export type ChannelDraft = {
  readonly code: string
  readonly name?: string | null | undefined
  readonly nameEn?: string | null | undefined
  readonly online?: boolean | undefined
}

const COLUMNS: ColumnTypes<ChannelTable> = { code: 'text', name: 'text', nameEn: 'text', online: 'boolean' }

const PROVINCE_ONLY = {
  'zh-CN': '办理渠道全省统一，只能由省级维护。',
  en: 'Channels are the same in the whole province and are the province’s to save.',
}

/** Adds channels and changes those that are there, by code. They hold for all, so the whole range is needed. */
export async function saveChannels(context: SaveContext, drafts: readonly ChannelDraft[]): Promise<SaveReport> {
  const rows = await context.trx.selectFrom('core.channel').selectAll().execute()
  const stored = new Map(rows.map((row) => [row.code, row]))
  const allowed = coversAll(context)
  return saveRows<ChannelDraft, ChannelTable>(context, drafts, {
    kinds: ['channels'],
    columns: COLUMNS,
    keyField: 'code',
    keyOf: (draft) => draft.code.trim(),
    current: (draft) => stored.get(draft.code.trim()),
    plan: (draft, now, report) => {
      if (!allowed) return report.invalid('code', PROVINCE_ONLY)
      const code = readCode(report, 'code', draft.code)
      const name = readName(report, 'name', draft.name, now?.name)
      const nameEn = readName(report, 'nameEn', draft.nameEn, now?.nameEn)
      const online = draft.online ?? now?.online ?? false
      if (code === undefined || name === undefined || nameEn === undefined) return undefined
      return { code, name, nameEn, online }
    },
    write: (changes) =>
      upsertRows(
        context,
        'core.channel',
        COLUMNS,
        ['code'],
        changes.map(({ row }) => row),
      ),
  })
}
