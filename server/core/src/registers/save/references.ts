import type { Region } from '../region.ts'
import type { SaveContext } from './context.ts'
import type { Report } from './problems.ts'

/** Whether a scope key lies in the actor's range. */
export function inRange({ actor }: SaveContext, scopeKey: number): boolean {
  return scopeKey >= actor.lo && scopeKey < actor.hi
}

/** Whether the actor's range is that of a whole province. */
export function coversAll({ actor, tree }: SaveContext): boolean {
  return tree.roots.every((root) => root.scopeKey >= actor.lo && root.scopeEnd <= actor.hi)
}

/** A region code in full: 2, 4, 6 or 9 digits are padded. */
export function paddedRegionCode(code: string): string {
  const text = code.trim()
  return /^(?:\d{2}|\d{4}|\d{6}|\d{9})$/.test(text) ? text.padEnd(12, '0') : text
}

/** The region of a code; one outside of the actor's range is as unknown as one that does not exist. */
export function readRegion(context: SaveContext, report: Report, field: string, code: string): Region | undefined {
  const region = context.tree.byCode(paddedRegionCode(code))
  if (region !== undefined && inRange(context, region.scopeKey)) return region
  return report.say(field, 'UNKNOWN_REGION', { value: code })
}

/** The region that was named, or, when none was, the one that is stored. */
export function readRegionOr(
  context: SaveContext,
  report: Report,
  field: string,
  code: string | null | undefined,
  nowId: number | undefined,
): Region | undefined {
  if (code !== undefined && code !== null) return readRegion(context, report, field, code)
  const now = nowId === undefined ? undefined : context.tree.byId(nowId)
  if (now !== undefined) return now
  return report.invalid(field, { 'zh-CN': '请填写区划代码。', en: 'Name a region by its code.' })
}

/** The id of the organisation that was named (null for none) or, when nothing was said, of the one that is stored. */
export function readOrganisationOr(
  context: SaveContext,
  report: Report,
  organisations: ReadonlyMap<string, { readonly id: number; readonly scopeKey: number }>,
  code: string | null | undefined,
  nowId: number | null | undefined,
): number | null {
  if (code === undefined) return nowId ?? null
  if (code === null || code.trim() === '') return null
  const organisation = organisations.get(code.trim())
  if (organisation !== undefined && inRange(context, organisation.scopeKey)) return organisation.id
  return report.say('organisation', 'UNKNOWN_ORGANISATION', { value: code }) ?? null
}
