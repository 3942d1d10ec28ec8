import type { Transaction } from 'kysely'
import type { ChangeEntry } from '../../access/audit/change.ts'
import { wakeFailed } from '../../alerts/failures/store.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Region } from '../../registers/region.ts'
import type { PackRow, PlannedPack } from './plan-pack.ts'
import { ruleName } from './rule-packs.ts'
import { readRules } from './stored-rules.ts'

/** Adds a planned version. Nothing that began or was issued before is touched: versions are read by their instant. */
export const addPack = async (trx: Transaction<CoreTables>, { row }: PlannedPack): Promise<void> => {
  await trx.insertInto('core.rulePack').values(row).execute()
  await wakeFailed(trx, row.createdAt)
}

/** What the audit log says of a saved version: each rule that the place states differently now. */
export const entryOfPack = ({ row, former }: PlannedPack, { scopeKey }: Region): ChangeEntry => ({
  subject: { type: 'RulePack', id: row.id },
  scopeKey,
  before: former === null ? null : fieldsOf(former),
  after: fieldsOf(row),
})

const fieldsOf = ({ version, effectiveFrom, note, content }: PackRow): object => ({
  version,
  effectiveFrom,
  note,
  ...Object.fromEntries(readRules(content).map((rule) => [ruleName(rule), rule])),
})
