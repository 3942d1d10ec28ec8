import { sql, type Selectable, type Transaction } from 'kysely'
import { fault } from '../../graphql/fault.ts'
import type { Region } from '../../registers/region.ts'
import type { RegionTree } from '../../registers/region-tree.ts'
import { dateOf, dayNumberOf, localDate } from '../local-time.ts'
import { baseRules, knownClocks, type RuledClocks } from './base-rules.ts'
import { checkBelow } from './check-below.ts'
import { checkContradictions, readDrafts } from './check-rules.ts'
import { toVersion } from './load-packs.ts'
import type { RuleDraft } from './rule-draft.ts'
import { differencesOf, type RuleDifference } from './rule-differences.ts'
import { makeRulePacks } from './rule-packs.ts'
import { writeRules } from './stored-rules.ts'
import type { RulePackTable, RulePackTables } from './tables.ts'

/** What an administrator states for a place. */
export type PackDraft = {
  readonly region: Region
  /** The version that was read and is to be replaced; null when the place has none. */
  readonly version: number | null
  readonly effectiveFrom: string
  readonly note: string | null
  readonly rules: readonly RuleDraft[]
}

export type PackRow = Readonly<Selectable<RulePackTable>>

/** The version that would be written, and what it would change at its place from its first moment on. */
export type PlannedPack = {
  readonly row: PackRow
  /** The version that it follows; null for the first. */
  readonly former: PackRow | null
  readonly differences: readonly RuleDifference[]
  /** The newest version says the same already: nothing is to be written. */
  readonly isStored: boolean
}

type Planning = {
  readonly tree: RegionTree
  readonly declared: RuledClocks
  readonly now: Date
  readonly by: string
}

const FURTHEST_DAYS = 1_830

/** Lets one writer of rule packs at a time through, until its transaction ends. */
export const lockRulePacks = async (trx: Transaction<RulePackTables>): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('zhikong_rule_packs', 4300))`.execute(trx)
}

/**
 * Checks what an administrator states and works out what it would do; writes nothing. Begin with `lockRulePacks`.
 * @throws DATE_OUT_OF_RANGE for a day before today, CONFLICT when another version came in between, INVALID_INPUT for
 *   rules that cannot be
 */
export const planPack = async (
  trx: Transaction<RulePackTables>,
  { region, version, effectiveFrom, note, rules }: PackDraft,
  { tree, declared, now, by }: Planning,
): Promise<PlannedPack> => {
  checkDay(effectiveFrom, localDate(now))
  const rows = await trx.selectFrom('core.rulePack').selectAll().orderBy('version', 'desc').execute()
  const former = rows.find(({ regionId }) => regionId === region.id) ?? null
  const place = { regionId: region.id, id: former?.id ?? newId(region, rows), version: (former?.version ?? 0) + 1 }
  const blank: PackRow = { ...place, effectiveFrom, content: '[]', note, createdAt: now, createdBy: by }

  const { id, from } = toVersion(blank, tree)
  const base = baseRules(declared)
  const stored = rows.map((row) => toVersion(row, tree))
  const above = makeRulePacks(
    stored.filter((one) => one.id !== id),
    base,
  ).packFor(region.scopeKey, from)
  const stated = readDrafts(rules, above, knownClocks(declared))
  const row: PackRow = { ...blank, content: writeRules(stated) }
  if (former !== null && isSame(former, row)) return { row: former, former, differences: [], isStored: true }
  if ((former?.version ?? null) !== version) throw fault('CONFLICT', { detail: newer(former) }, ['input', 'version'])

  const added = { ...toVersion(row, tree), rules: stated }
  const [before, after] = [makeRulePacks(stored, base), makeRulePacks([...stored, added], base)]
  const own = after.packFor(region.scopeKey, from)
  checkContradictions(stated, own)
  const nameOf = (packId: string): string =>
    tree.byId(rows.find((one) => one.id === packId)?.regionId ?? region.id)?.name ?? packId
  checkBelow({ stored, added, before, after, nameOf })
  return { row, former, differences: differencesOf(before.packFor(region.scopeKey, from), own), isStored: false }
}

/** A code that a region had may be another's by now; ids of packs stay. */
const newId = ({ code, id }: Region, rows: readonly PackRow[]): string =>
  rows.some((row) => row.id === code) ? `${code}-${id}` : code

const isSame = (a: PackRow, b: PackRow): boolean =>
  a.content === b.content && a.effectiveFrom === b.effectiveFrom && a.note === b.note

const checkDay = (day: string, today: string): void => {
  const last = dateOf(dayNumberOf(today) + FURTHEST_DAYS)
  if (day >= today && day <= last) return
  const detail = {
    'zh-CN': `规则从今天（${today}）或以后生效，最晚 ${last}；已经开始计时的事项不受影响。`,
    en: `Rules take effect today (${today}) or later, at most on ${last}: what has begun keeps its rules.`,
  }
  throw fault('DATE_OUT_OF_RANGE', { value: day, detail }, ['input', 'effectiveFrom'])
}

const newer = (former: PackRow | null) =>
  former === null
    ? {
        'zh-CN': '该区域还没有自己的规则，请不要填写 version。',
        en: 'The region has no rules of its own yet: leave "version" out.',
      }
    : {
        'zh-CN': `该区域的规则已是第 ${former.version} 版。请重新查看后，以 version ${former.version} 再次保存。`,
        en: `The rules of the region are at version ${former.version}. Look at them again, then save with version ${former.version}.`,
      }
