import { localDate, type Host, type Place, type PluginTransaction } from '@zhikong/core'
import { randomUUID } from 'node:crypto'
import { insertUrge, type UrgeRow } from '../queries/urge.ts'
import { workingDaysAfter } from '../rules/deadline.ts'
import type { Improvement } from '../tables.ts'
import { limitsOf } from './begin-round.ts'
import type { Actor } from './move-rectification.ts'

/** An urge as it comes in; without `by` from a citizen, of whom nothing is written down. */
export type NewUrge = Pick<UrgeRow, 'subject' | 'subjectId' | 'number' | 'ground'> & {
  readonly place: Place
  readonly by: Actor | null
  readonly words: string | null
}

/** Keeps an urge, with its clock, its figure and its event (7-d). */
export async function receiveUrge(
  host: Host<Improvement>,
  trx: PluginTransaction<Improvement>,
  { place, by, ...urged }: NewUrge,
  now: Date,
): Promise<UrgeRow> {
  const { terms, calendar } = await limitsOf(host, trx, place)
  const { regionId, areaCode, scopeKey, organisationId = null, hallId = null } = place
  const row = await insertUrge(trx, {
    ...urged,
    id: randomUUID(),
    regionId,
    areaCode,
    scopeKey,
    organisationId,
    hallId,
    source: by === null ? 'PUBLIC' : 'AUTHORITY',
    urgedById: by?.id ?? null,
    urgedBy: by?.name ?? null,
    receivedAt: now,
    due: workingDaysAfter(calendar, now, terms.urgeDays),
  })
  const named = { clock: 'urge-answer', subject: 'improvement.urge', id: row.id, title: `#${row.serial} ${row.number}` }
  await host.clocks.start(trx, { ...named, place: row, start: now, due: row.due })
  await count(host, trx, row, 'urges-received')
  const told = { urgeId: row.id, at: now.toISOString(), subject: row.subject, subjectId: row.subjectId }
  await host.emit(trx, 'improvement.urge.received', told, row)
  return row
}

/** Counts an urge by the day on which it came in. */
export const count = (
  host: Host<Improvement>,
  trx: PluginTransaction<Improvement>,
  row: UrgeRow,
  measure: 'urges-received' | 'urges-answered-in-time',
): Promise<void> => {
  const unit = row.organisationId === null ? {} : { organisationId: row.organisationId }
  return host.addDeltas(trx, [{ place: row, measure, day: localDate(row.receivedAt), n: 1, ...unit }])
}
