import { sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { issuedRule } from '../lifecycle/issued-rule.ts'
import type { Moved } from '../lifecycle/take-step.ts'
import { BY_ITSELF, takeStep } from '../lifecycle/take-step.ts'
import type { Telling } from '../lifecycle/tell-steps.ts'
import { tellSteps } from '../lifecycle/tell-steps.ts'
import { lockAlerts, saveMoved } from '../lifecycle/write.ts'
import type { AlertTable } from '../tables.ts'
import { standingAt, tiersPassed } from './tiers.ts'

const BATCH = 500

/**
 * Takes up cards that nobody has acknowledged in the time of their rule, unit → hall → authority, and those that nobody
 * has confirmed straight to the authority, and tells so; returns how many were due. Level-triggered: what an outage missed is simply still there. Several workers take none twice,
 * since each locks the cards and looks at them again.
 */
export const escalateDue = async (trx: Transaction<CoreTables>, engine: Telling, now: Date): Promise<number> => {
  const ids = await selectDue(trx, now)
  const alerts = await lockAlerts(trx, ids, null)
  const moved = alerts.flatMap((alert) => escalate(alert, now))
  await saveMoved(trx, moved)
  await tellSteps(trx, engine, moved, now)
  return ids.length
}

/** Takes one card up as far as it has come; nothing when it stands there already or somebody has taken it on, confirmed or refused it. */
const escalate = (alert: AlertTable, now: Date): readonly Moved[] => {
  const { tier, next } = standingAt(issuedRule(alert), now)
  const passed = tiersPassed(alert.escalation, tier).slice(alert.state === 'TO_CONFIRM' ? -1 : 0)
  if (passed.length === 0) return []
  const taken = passed.map((text) => takeStep(alert, { kind: 'ESCALATED', at: now, actor: BY_ITSELF, text }))
  const steps = taken.flatMap((moved) => moved?.steps ?? [])
  return steps.length === 0 ? [] : [{ alert: { ...alert, escalation: tier, escalatesAt: next }, steps }]
}

const selectDue = async (trx: Transaction<CoreTables>, now: Date): Promise<readonly string[]> => {
  const { rows } = await sql<{ alertId: string }>`select alert_id from core.alert
    where state in ('ISSUED', 'TO_CONFIRM') and escalates_at < ${now} order by escalates_at limit ${BATCH}`.execute(trx)
  return rows.map(({ alertId }) => alertId)
}
