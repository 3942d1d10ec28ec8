import type { ColumnTypes } from '../../database/bulk.ts'
import { loadReader } from '../reading.ts'
import type { Region } from '../region.ts'
import { levelOfCode } from '../region-code.ts'
import { LEVELS, type Level, type RegionKind } from '../tables.ts'
import type { SaveContext, SaveReport } from './context.ts'
import { planRegion } from './plan-region.ts'
import { paddedRegionCode } from './references.ts'
import { regionsInWork } from './regions-in-work.ts'
import { insertFormerNames } from './region-history.ts'
import { saveRows } from './save-rows.ts'
import { upsertRows } from './upsert.ts'

/** A region as it is given: what is left out stays as it is. */
export type RegionDraft = {
  readonly code: string
  readonly name?: string | null | undefined
  /** Made from the reading of the name when a new region has none. */
  readonly nameEn?: string | null | undefined
  /** Lower case without tones and spaces; read from the name unless told, and so are the initials. */
  readonly pinyin?: string | null | undefined
  readonly initials?: string | null | undefined
  /** What the code says, unless told. Cannot be changed. */
  readonly level?: Level | undefined
  readonly kind?: RegionKind | undefined
  /** The code of the region above; what the code says, unless told. Cannot be changed. */
  readonly parent?: string | null | undefined
  readonly validFrom?: string | undefined
  readonly validTo?: string | null | undefined
}

const COLUMNS: ColumnTypes<Region> = {
  id: 'int',
  areaCode: 'int',
  code: 'text',
  level: 'text',
  kind: 'text',
  parentId: 'int',
  scopeKey: 'bigint',
  scopeEnd: 'bigint',
  name: 'text',
  nameEn: 'text',
  pinyin: 'text',
  initials: 'text',
  validFrom: 'date',
  validTo: 'date',
}

/**
 * Adds regions, renames them (the former name goes to the history), and ends their validity, by code. Parents may come
 * in the same call as their children. A new region gets a free range of scope keys within its parent.
 */
export async function saveRegions(context: SaveContext, drafts: readonly RegionDraft[]): Promise<SaveReport> {
  const work = regionsInWork(context.tree, drafts)
  const read = await loadReader()
  const depth = (draft: RegionDraft) => LEVELS.indexOf(draft.level ?? levelOfCode(paddedRegionCode(draft.code)))
  const order = drafts.map((draft, index) => ({ draft, index })).toSorted((a, b) => depth(a.draft) - depth(b.draft))
  const report = await saveRows<RegionDraft, Region>(
    context,
    order.map(({ draft }) => draft),
    {
      kinds: ['regions'],
      columns: COLUMNS,
      keyField: 'code',
      keyOf: (draft) => paddedRegionCode(draft.code),
      current: (draft) => {
        const code = paddedRegionCode(draft.code)
        const region = context.tree.byCode(code)
        return region?.code === code ? region : undefined
      },
      plan: (draft, now, problems) => planRegion(context, work, draft, now, read, problems),
      write: async (changes) => {
        await insertFormerNames(context, changes)
        await upsertRows(
          context,
          'core.region',
          COLUMNS,
          ['id'],
          changes.map(({ row }) => row),
        )
      },
    },
  )
  return { ...report, problems: report.problems.map((it) => ({ ...it, index: order[it.index]?.index ?? it.index })) }
}
