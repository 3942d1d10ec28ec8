import { readerScope, reaches } from '../access/scope.ts'
import { localDate } from '../clock/local-time.ts'
import type { RequestContext } from '../graphql/context.ts'
import { fault, invalid } from '../graphql/fault.ts'
import type { Host } from '../host.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'
import type { Region } from '../registers/region.ts'
import type { Db } from './queries/group.ts'
import { selectMonths, selectPeerValues, selectScores, type FrozenScore } from './queries/score.ts'
import { selectVersions, type WeightsVersion } from './queries/score-weights.ts'
import type { Score } from './rules/score.ts'
import { monthOf, versionOf } from './rules/score-month.ts'
import { standingOf, type Standing } from './rules/score-standing.ts'
import { provinceOf, subjectId, type Subject } from './score-subject.ts'
import type { Scored } from './score-tables.ts'
import type { Halls } from './tables.ts'
import { workOutScores } from './work-out-scores.ts'

/** A score as it is answered: frozen, or as it now stands. */
export type AnsweredScore = Score & {
  readonly subject: Subject
  readonly month: string
  readonly version: WeightsVersion
  /** Null for one that is provisional. */
  readonly frozen: FrozenScore | null
}

type Context = Pick<RequestContext, 'read' | 'principal'>
type Asked = { readonly region?: string | null | undefined; readonly hall?: string | null | undefined }

/**
 * The region or hall that is asked for.
 * @throws Fault INVALID_INPUT unless it is one of both, NOT_FOUND for what is unknown or out of reach
 */
export const subjectAsked = (
  { tree, index }: RegisterSnapshot,
  principal: Context['principal'],
  { region: code, hall: hallCode }: Asked,
): Subject => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  if ((code == null) === (hallCode == null)) throw invalid(ONE, ['region'])
  if (code != null) {
    const region = tree.byCode(code)
    const reach = readerScope(
      principal,
      region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd },
      code,
      ['region'],
    )
    if (region === undefined || reach.organisationId !== null || reach.hallId !== null)
      throw fault('NOT_FOUND', { value: code }, ['region'])
    return { kind: 'REGION', region, hall: null }
  }
  const hall = index.hallByCode.get(hallCode ?? '')
  const region = hall === undefined ? undefined : tree.byId(hall.regionId)
  if (hall === undefined || region === undefined || !reaches(principal, { scopeKey: hall.scopeKey, hallId: hall.id }))
    throw fault('NOT_FOUND', { value: (hallCode ?? '').slice(0, 64) }, ['hall'])
  return { kind: 'HALL', region, hall }
}

/**
 * Scores of a month of some regions or halls of one kind that the asker reaches: frozen, or provisional where the month is
 * not frozen yet. What has none, because no weights held or it was not there, is left out.
 * @throws Fault INVALID_INPUT for a month that has not begun
 */
export const readScores = async (
  host: Host<Halls>,
  context: Context,
  subjects: readonly Subject[],
  day: string,
): Promise<readonly AnsweredScore[]> => {
  const [first] = subjects
  const registers = await host.registers()
  const today = localDate(await host.clock.now())
  const month = monthOf(day)
  if (month > today) throw invalid(AHEAD, ['month'])
  if (first === undefined) return []
  const province = provinceOf(registers.tree, first.region)
  const { versions, isFrozen, frozen } = await host.read(context, async (trx, reach) => ({
    versions: await selectVersions(trx, province.id),
    isFrozen: (await selectMonths(trx, province.id)).has(month),
    frozen: await selectScores(trx, reach, { kind: first.kind, ids: subjects.map(subjectId), month }),
  }))
  const byId = new Map(frozen.map((row) => [row.subjectId, row]))
  const answered = subjects.flatMap((subject) => {
    const row = byId.get(subjectId(subject))
    const version = versions.find(({ id }) => id === row?.weightsId)
    return row === undefined || version === undefined ? [] : [{ ...row, subject, version, frozen: row }]
  })
  const version = versionOf(versions, month)
  if (isFrozen || version === undefined) return answered
  const left = subjects.filter((subject) => !byId.has(subjectId(subject)))
  const work = (trx: Db) => workOutScores(host, trx, registers, left, { month, today, version })
  // Totals are not kept by hall: who is bound to one reads them past row security, and of the own hall alone.
  const scores = await (context.principal?.hallId == null
    ? host.read(context, work)
    : host.withScope({ mode: 'engine' }, work))
  const provisional = left.flatMap((subject, at) => {
    const score = scores[at]
    return score === undefined ? [] : [{ ...score, subject, month, version, frozen: null }]
  })
  return [...answered, ...provisional]
}

/** Place and quartiles among peers, once all of the month is frozen; null before, and without a score or peers. */
export const readStanding = async (host: Host<Halls>, { frozen, subject }: AnsweredScore): Promise<Standing | null> => {
  if (frozen === null || frozen.value === null || frozen.peersIn === null) return null
  const { value, month } = frozen
  const { tree } = await host.registers()
  return host.withScope({ mode: 'engine' }, async (trx) => {
    const months = await selectMonths(trx, provinceOf(tree, subject.region).id)
    return months.has(month) ? standingOf(value, await selectPeerValues(trx, frozen)) : null
  })
}

/** Whether somebody reaches all of a region, not an organisation's or hall's part of it. */
export const wholeRegion = (
  { tree }: RegisterSnapshot,
  principal: Context['principal'],
  code: string,
  kind: Scored,
): Region => {
  const region = tree.byCode(code)
  const reach = readerScope(principal, region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }, code)
  if (region === undefined || reach.organisationId !== null || (reach.hallId !== null && kind === 'REGION'))
    throw fault('NOT_FOUND', { value: code }, ['within'])
  return region
}

const ONE = { 'zh-CN': '请指定区域或大厅之一。', en: 'Name a region or a hall, one of them.' }
const AHEAD = { 'zh-CN': '该月份尚未开始。', en: 'This month has not begun.' }
