import type { Transaction } from 'kysely'
import { localDate } from '../clock/local-time.ts'
import type { CoreTables } from '../database/tables.ts'
import type { Host } from '../host.ts'
import { readFigures } from '../indicators/read-figures.ts'
import type { Db, ObjectiveRow } from './queries/objective.ts'
import { selectDue, updateObjective } from './queries/objective.ts'
import { isMet } from './rules/objective.ts'
import type { Halls } from './tables.ts'

/** What comes late is waited for, so many days. */
const GRACE_DAYS = 5
const AT_ONCE = 200
const DAY_MS = 86_400_000

/** Holds objectives whose period is over against the figures as they now stand; they are not judged again (4-a). */
export const judgeObjectives = async (host: Host<Halls>): Promise<void> => {
  const now = await host.clock.now()
  const day = localDate(new Date(now.getTime() - GRACE_DAYS * DAY_MS))
  for (let judged = AT_ONCE; judged === AT_ONCE;) {
    judged = await host.withScope({ mode: 'engine' }, async (trx) => {
      const due = await selectDue(trx, day, AT_ONCE)
      for (const objective of due) await judge(host, trx, objective, now)
      return due.length
    })
  }
}

const judge = async (host: Host<Halls>, trx: Db, objective: ObjectiveRow, now: Date): Promise<void> => {
  const { id, regionId, areaCode, scopeKey, toDay } = objective
  const figure = await figureOfObjective(host, trx, objective, localDate(now))
  const met = figure === undefined || figure.value === null ? null : isMet(objective, figure.value)
  const shown = { display: figure?.display ?? null, n: figure?.n ?? null }
  await updateObjective(trx, id, { judgedAt: now, met, ...shown })
  if (met === null) return
  const last = localDate(new Date(Date.parse(`${toDay}T12:00:00+08:00`) - DAY_MS))
  const one = { place: { regionId, areaCode, scopeKey }, day: last, n: 1 }
  await host.addDeltas(trx, [
    { ...one, measure: 'objectives-judged' },
    ...(met ? [{ ...one, measure: 'objectives-met' }] : []),
  ])
}

/** The figure at which an objective aims, over its period; undefined for an indicator or region that is no more. */
export const figureOfObjective = async (
  host: Pick<Host<Halls>, 'registers' | 'indicators'>,
  trx: Db,
  { regionId, indicator, fromDay, toDay }: ObjectiveRow,
  today: string,
) => {
  const { tree } = await host.registers()
  const region = tree.byId(regionId)
  const declared = host.indicators.find(({ code }) => code === indicator)
  if (region === undefined || declared === undefined) return undefined
  const reach = { lo: region.scopeKey, hi: region.scopeEnd, organisationId: null, hallId: null }
  const wanted = { tree, region, reach, today, from: fromDay, to: toDay }
  const figures = await readFigures(trx as unknown as Transaction<CoreTables>, wanted, [declared], [])
  return figures.get(indicator)
}
