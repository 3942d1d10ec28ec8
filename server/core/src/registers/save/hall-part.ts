import type { Selectable } from 'kysely'
import type { HallTable } from '../tables.ts'
import type { SaveContext } from './context.ts'
import type { Report } from './problems.ts'
import { inRange } from './references.ts'

export type StoredHall = Readonly<Selectable<HallTable>>

/** The key of a thing that belongs to a hall: two halls may have a window of one code. */
export function partKey(draft: { readonly hall: string; readonly code: string }): string {
  return `${draft.hall.trim()}\n${draft.code.trim()}`
}

/** The hall of a code; one outside of the actor's range is unknown to it. */
export function readHall(
  context: SaveContext,
  report: Report,
  halls: ReadonlyMap<string, StoredHall>,
  code: string,
): StoredHall | undefined {
  const hall = halls.get(code.trim())
  if (hall !== undefined && inRange(context, hall.scopeKey)) return hall
  return report.say('hall', 'UNKNOWN_HALL', { value: code })
}
