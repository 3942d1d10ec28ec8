import type { ChangeEntry } from '../../access/audit/change.ts'
import { differences } from '../../access/audit/differences.ts'
import type { RegisterKind } from '../tables.ts'

/** What the audit log calls an item of each register; its action is `core.<noun>.saved`. */
export const SAVED = {
  regions: { type: 'Region', action: 'core.region.saved' },
  organisations: { type: 'Organisation', action: 'core.organisation.saved' },
  halls: { type: 'Hall', action: 'core.hall.saved' },
  windows: { type: 'Window', action: 'core.window.saved' },
  staff: { type: 'Staff', action: 'core.staff.saved' },
  matters: { type: 'Matter', action: 'core.matter.saved' },
  channels: { type: 'Channel', action: 'core.channel.saved' },
} as const satisfies Readonly<Record<RegisterKind, { readonly type: string; readonly action: string }>>

/** Fields that name a person: that they changed is logged, and not what they say. */
const PERSONAL: Partial<Record<RegisterKind, readonly string[]>> = { staff: ['name'] }

type Saved = {
  readonly kind: RegisterKind
  /** The code; of what belongs to a hall, the hall's code first. */
  readonly key: string
  readonly before: object | undefined
  readonly row: object
  /** Where it counts when the item itself has no place. */
  readonly elsewhere: number
}

/** What the audit log says of a saved item. */
export function entryOfSaved({ kind, key, before, row, elsewhere }: Saved): ChangeEntry {
  const scopeKey = 'scopeKey' in row && typeof row.scopeKey === 'number' ? row.scopeKey : elsewhere
  const changed = differences(before ?? null, row)
  return {
    subject: { type: SAVED[kind].type, id: key.replace('\n', '/') },
    scopeKey,
    before: changed.before && withoutPersonal(kind, changed.before, 'former'),
    after: withoutPersonal(kind, changed.after ?? {}, 'new'),
  }
}

function withoutPersonal(kind: RegisterKind, fields: object, word: 'former' | 'new'): object {
  const personal = PERSONAL[kind] ?? []
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, personal.includes(field) ? `(${word})` : value]),
  )
}
