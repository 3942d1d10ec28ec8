import { withinReach, type PluginTransaction, type Reach } from '@zhikong/core'
import { sql } from 'kysely'

const ALERT = { organisation: 'organisation_id', hall: 'hall_id' } as const

/** The versions of the rules by which cards were issued that fell due on some local days, half-open. */
export async function selectRuleVersions(
  db: PluginTransaction<unknown>,
  reach: Reach,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly string[]> {
  const { rows } = await sql<{ ruleVersion: string }>`select distinct rule_version from core.alert
    where ${withinReach(reach, ALERT)} and due_at >= ${`${from}T00:00:00+08:00`} and due_at < ${`${to}T00:00:00+08:00`}
    order by 1`.execute(db)
  return rows.map(({ ruleVersion }) => ruleVersion)
}
