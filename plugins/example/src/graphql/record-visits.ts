import {
  fault,
  invalid,
  localDate,
  reaches,
  type HallEntry,
  type Host,
  type NoteChange,
  type PluginTransaction,
  type RequestContext,
} from '@zhikong/core'
import { upsertVisits, type Visit } from '../queries/visit.ts'
import { countedMore, firstRepeated, isPlausible, MOST_VISITORS } from '../rules/visitors.ts'
import type { Example } from '../tables.ts'

/** One count as a caller gives it. */
export type VisitToRecord = { readonly hall: string; readonly day: string; readonly visitors: number }

/** The action in the audit log. */
export const VISIT_RECORDED = 'example.visit.recorded'

const MOST_AT_ONCE = 1_000

/**
 * Records counts in one transaction with their deltas and events.
 * @throws Fault at the first item that cannot be taken: UNKNOWN_HALL (also for a hall out of range),
 * DATE_OUT_OF_RANGE, INVALID_INPUT, DUPLICATE_KEY; nothing is recorded then
 */
export async function recordVisits(
  host: Host<Example>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  visits: readonly VisitToRecord[],
): Promise<readonly Visit[]> {
  const { principal } = context
  if (principal === null) throw fault('UNAUTHENTICATED')
  if (visits.length > MOST_AT_ONCE) {
    throw fault('TOO_MANY_ITEMS', { max: MOST_AT_ONCE, count: visits.length }, ['input', 'visits'])
  }
  const { index } = await host.registers()
  const today = localDate(await host.clock.now())
  const checked = visits.map((visit, at) => {
    const hall = index.hallByCode.get(visit.hall)
    if (hall === undefined || !reaches(principal, { ...hall, hallId: hall.id })) {
      throw fault('UNKNOWN_HALL', { value: visit.hall }, pathOf(at, 'hall'))
    }
    checkVisit(visit, at, today)
    return { visit, hall }
  })
  const repeated = firstRepeated(visits)
  if (repeated !== undefined) {
    const { hall = '', day = '' } = visits[repeated] ?? {}
    throw fault('DUPLICATE_KEY', { value: `${hall} ${day}` }, pathOf(repeated, 'hall'))
  }
  if (checked.length > 0)
    await write(
      host,
      context,
      checked.map(({ visit, hall }) => rowOf(visit, hall)),
    )
  return checked.map(({ visit, hall }) => ({ ...visit, hallId: hall.id, hallName: hall.name }))
}

function checkVisit({ day, visitors }: VisitToRecord, at: number, today: string): void {
  if (day > today) {
    const detail = { 'zh-CN': '不能登记未来的日期。', en: 'A day to come cannot be recorded.' }
    throw fault('DATE_OUT_OF_RANGE', { value: day, detail }, pathOf(at, 'day'))
  }
  if (!isPlausible(visitors)) {
    const text = { 'zh-CN': `到访人数应为 0 至 ${MOST_VISITORS}。`, en: `Visitors are 0 to ${MOST_VISITORS}.` }
    throw invalid(text, pathOf(at, 'visitors'))
  }
}

function pathOf(at: number, field: string): readonly string[] {
  return ['input', 'visits', String(at), field]
}

function rowOf({ day, visitors }: VisitToRecord, { id, regionId, areaCode, scopeKey }: HallEntry) {
  return { hallId: id, day, visitors, regionId, areaCode, scopeKey }
}

async function write(
  host: Host<Example>,
  context: Pick<RequestContext, 'change'>,
  rows: readonly ReturnType<typeof rowOf>[],
): Promise<void> {
  const work = async (trx: PluginTransaction<Example>, note: NoteChange) => {
    const changed = (await upsertVisits(trx, rows)).filter((row) => countedMore(row) !== 0)
    await host.addDeltas(
      trx,
      changed.map((row) => ({ place: row, measure: 'hall-visitors', day: row.day, n: countedMore(row) })),
    )
    for (const row of changed) {
      const { hallId, day, visitors, previous, scopeKey } = row
      await host.emit(trx, 'example.visit.recorded', { hallId, day, visitors }, row)
      const subject = { type: 'Visit', id: `${hallId} ${day}` }
      note({ subject, scopeKey, before: { visitors: previous }, after: { visitors } })
    }
  }
  await host.change(context, VISIT_RECORDED, work, 'intake')
}
