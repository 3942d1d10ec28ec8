import type { Transaction } from 'kysely'
import { localDate } from '../clock/local-time.ts'
import type { CoreTables } from '../database/tables.ts'
import { hasAuthority } from '../halls/rules/standing.ts'
import type { Host } from '../host.ts'
import { makeRecount } from '../indicators/recounter.ts'
import { rollups } from '../indicators/rollup.ts'
import { loadTargets } from '../indicators/targets.ts'
import type { Indicator } from '../indicators/indicator.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'
import type { Region } from '../registers/region.ts'
import { uuidV7 } from '../uuid.ts'
import { BREACH_CLOCK } from './clock.ts'
import { TARGETS_MISSED } from './figures.ts'
import { insertBreach, lockLasting, updateBreach, type BreachRow, type Db } from './queries/breach.ts'
import { changesOf } from './rules/changes.ts'
import type { Breaches } from './tables.ts'

/** Figures of the last 30 whole days are held against targets; stocks as they stand at the end of yesterday. */
export const PERIOD_DAYS = 30
const DAY_MS = 86_400_000
/** So many regions in one transaction. */
const AT_ONCE = 20

type Period = { readonly now: Date; readonly from: string; readonly to: string }

/** How many targets began to be missed, and how many are missed no more. */
export type Looked = { readonly begun: number; readonly over: number }

/** Holds the figures of all authorities, or of those within a region, against the targets of the standard. */
export const lookForBreaches = async (host: Host<Breaches>, within?: Region): Promise<Looked> => {
  const registers = await host.registers()
  const now = await host.clock.now()
  const period = { now, from: localDate(new Date(now.getTime() - PERIOD_DAYS * DAY_MS)), to: localDate(now) }
  const regions = authoritiesIn(registers, within)
  let [begun, over] = [0, 0]
  for (let at = 0; at < regions.length; at += AT_ONCE) {
    const lot = regions.slice(at, at + AT_ONCE)
    const looked = await host.withScope({ mode: 'engine' }, (trx) => lookAt(host, trx, registers, lot, period))
    begun += looked.begun
    over += looked.over
  }
  return { begun, over }
}

const authoritiesIn = ({ tree }: RegisterSnapshot, within?: Region): readonly Region[] => {
  const walk = (region: Region): readonly Region[] =>
    hasAuthority(region) ? [region, ...tree.childrenOf(region).flatMap(walk)] : []
  return (within === undefined ? tree.roots : [within]).flatMap(walk)
}

const lookAt = async (
  host: Host<Breaches>,
  db: Db,
  registers: RegisterSnapshot,
  regions: readonly Region[],
  period: Period,
): Promise<Looked> => {
  const open = await lockLasting(
    db,
    regions.map(({ id }) => id),
  )
  const { begun, lasting, over } = changesOf(await judge(host, db, registers, regions, period), open)
  for (const row of begun) await begin(host, db, row, period)
  for (const { open: one, row } of lasting) await updateBreach(db, one.id, seen(row, period))
  for (const one of over) {
    await updateBreach(db, one.id, { untilDay: period.to })
    await host.clocks.close(db, { clock: BREACH_CLOCK, id: one.id }, period.now)
    await count(host, db, one, period.to, -1)
  }
  return { begun: begun.length, over: over.length }
}

type JudgedFigure = Awaited<ReturnType<typeof judge>>[number]

/** Every figure of some regions with its target; of indicators that answer a clause. */
const judge = async (
  host: Host<Breaches>,
  db: Db,
  { tree }: RegisterSnapshot,
  regions: readonly Region[],
  { from, to }: Period,
) => {
  const trx = db as unknown as Transaction<CoreTables>
  const targets = await loadTargets(trx, tree, to)
  const indicators = host.indicators.filter(({ clause }) => clause !== null)
  const basis = { tree, today: to, recount: makeRecount([], [], tree), isByOrganisation: () => true, targets }
  const reach = {
    lo: Math.min(...regions.map(({ scopeKey }) => scopeKey)),
    hi: Math.max(...regions.map(({ scopeEnd }) => scopeEnd)),
    organisationId: null,
    hallId: null,
  }
  const asked = regions.map((region) => ({
    region,
    indicators: indicators.filter((indicator) => targets(indicator, region) !== null),
  }))
  const answers = await rollups(trx, basis, { from, to, reach, by: null, source: null, withTotals: true }, asked)
  return regions.flatMap((region, at) =>
    (answers[at] ?? []).flatMap(({ indicator, totals }) => {
      const target = targets(indicator, region)
      const figure = totals?.total
      return target === null || figure === undefined
        ? []
        : [{ region, regionId: region.id, declared: indicator, indicator: indicator.code, figure, target }]
    }),
  )
}

const begin = async (host: Host<Breaches>, db: Db, judged: JudgedFigure, period: Period): Promise<void> => {
  const { region, declared, figure, target } = judged
  const { id: regionId, areaCode, scopeKey } = region
  const id = uuidV7(period.now.getTime())
  const row: BreachRow = {
    id,
    indicator: declared.code,
    clause: declared.clause ?? '',
    regionId,
    areaCode,
    scopeKey,
    sinceDay: period.to,
    untilDay: null,
    ...seen(judged, period),
  }
  if (!(await insertBreach(db, row))) return
  await count(host, db, row, row.sinceDay, 1)
  await host.clocks.start(db, {
    clock: BREACH_CLOCK,
    subject: 'breaches.breach',
    id,
    title: titleOf(declared, figure.display, target),
    start: period.now,
    place: { regionId, areaCode, scopeKey },
  })
}

const count = async (
  host: Host<Breaches>,
  db: Db,
  { regionId, areaCode, scopeKey }: BreachRow,
  day: string,
  n: number,
): Promise<void> => {
  const place = { regionId, areaCode, scopeKey }
  await host.addDeltas(db, [{ place, measure: TARGETS_MISSED, day, n }])
}

const seen = (
  { figure, target }: JudgedFigure,
  { from, to }: Period,
): Omit<BreachRow, 'id' | 'indicator' | 'clause' | 'regionId' | 'areaCode' | 'scopeKey' | 'sinceDay' | 'untilDay'> => {
  const { numerator, denominator, n, display } = figure
  const { comparator, value } = target
  return { fromDay: from, toDay: to, numerator, denominator, n, display, comparator, target: value }
}

/** `6.4-a 按时办结率 98.20%，目标 ≥ 100%`. */
const titleOf = (
  { clause, title, unit }: Indicator,
  display: string,
  { comparator, value }: { readonly comparator: 'AT_LEAST' | 'AT_MOST'; readonly value: number },
): string =>
  `${clause} ${title['zh-CN']} ${display}，目标 ${comparator === 'AT_LEAST' ? '≥' : '≤'} ${value}${unit === 'PERCENT' ? '%' : ''}`
