import { reachWithin } from '../../../cases/graphql/case-list.ts'
import { instantIn } from '../../../cases/graphql/cursor-parts.ts'
import type { Builder } from '../../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../../graphql/connections.ts'
import { invalid } from '../../../graphql/fault.ts'
import { readerScope } from '../../scope.ts'
import { countEntries, selectEntries, type EntryPlace } from '../queries/select-entries.ts'
import { defineAuditEntry } from './audit-entry.ts'
import type { AuditServices } from './define.ts'

const NO_CURSOR = {
  'zh-CN': '游标 after 不可用。请使用上一页 pageInfo.endCursor 的值，或不带它重新查询。',
  en: 'The cursor "after" is not usable. Use pageInfo.endCursor of the page before, or ask without it.',
}

function placeIn(cursor: string | null | undefined): EntryPlace | null {
  if (cursor === null || cursor === undefined) return null
  const [at, id] = decodeCursor(cursor, 2)
  if (!Number.isSafeInteger(id)) throw invalid(NO_CURSOR, ['after'])
  return { at: instantIn(at), id: Number(id) }
}

/** Defines `auditEntries`. */
export function defineAuditEntries(builder: Builder, { registers }: AuditServices): void {
  const AuditEntry = defineAuditEntry(builder)
  const Filter = builder.inputType('AuditFilter', {
    description: 'Which entries; each part is taken as it is written, and all must fit.',
    fields: (t) => ({
      actor: t.string({ description: 'The name or the id of who did it.' }),
      action: t.string({ description: 'The action, or what it begins with: core.person.' }),
      subject: t.string({ description: 'The id or code of what it was done to.' }),
      from: t.field({ type: 'DateTime', description: 'From this instant on.' }),
      to: t.field({ type: 'DateTime', description: 'Before this instant.' }),
    }),
  })
  builder.queryField('auditEntries', (t) =>
    t.field({
      type: connectionOf(builder, 'AuditEntry', AuditEntry, { permission: 'core.audit' }),
      authScopes: { permission: 'core.audit' },
      description: 'The audit log of the own range, the newest first.',
      args: {
        within: t.arg({ type: 'RegionCode', description: 'Only what belongs to this region and all within it.' }),
        filter: t.arg({ type: Filter, description: 'Which entries.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The cursor of the last one of the page before.' }),
      },
      resolve: async (_root, { within, filter, first: wanted, after }, { principal, read }) => {
        const reach = within == null ? readerScope(principal) : reachWithin(await registers.tree(), principal, within)
        const first = pageSize(wanted)
        const page = { limit: first + 1, after: placeIn(after) }
        const { entries, total } = await read(
          async (db) => ({
            entries: await selectEntries(db, reach, filter ?? {}, page),
            total: await countEntries(db, reach, filter ?? {}),
          }),
          reach,
        )
        const cursorOf = ({ at, id }: (typeof entries)[number]) => encodeCursor([at.toISOString(), id])
        return pageOf(entries, { first, after, total, cursorOf })
      },
    }),
  )
}
