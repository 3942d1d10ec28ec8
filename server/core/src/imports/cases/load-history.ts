import type { OpenEngine } from '../../cases/engine.ts'
import { resolveEvents, takeBatch } from '../../cases/intake.ts'
import type { ReportedWithApplicant } from '../../cases/reported-event.ts'
import type { Database } from '../../database/database.ts'
import { wholeRange } from '../../database/scope.ts'
import { isProblem } from '../../graphql/errors.ts'

/**
 * Takes events of the past in one transaction, as if each had been reported when it happened; what was due before now
 * is pushed to nobody. For records that are known to be sound: throws on the first that is refused.
 * @returns how many were new
 */
export async function loadHistory(
  database: Database,
  openEngine: OpenEngine,
  events: readonly ReportedWithApplicant[],
  now: Date,
): Promise<number> {
  const options = { range: wholeRange, now, historical: true }
  const { engine, resolved } = await resolveEvents(openEngine, events, options)
  const sound = resolved.map((event) => {
    if (isProblem(event)) throw new Error(`An event was refused: ${JSON.stringify(event)}`)
    return { ...event, receivedAt: event.occurredAt }
  })
  const results = await database.withScope({ mode: 'intake' }, (trx) =>
    takeBatch(trx, database, engine, sound, options),
  )
  let stored = 0
  for (const result of results.values()) {
    if (result.status === 'REJECTED') throw new Error(`An event was refused: ${JSON.stringify(result.problem)}`)
    if (result.status === 'STORED') stored += 1
  }
  return stored
}
