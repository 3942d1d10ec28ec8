import { localDate } from '../clock/local-time.ts'
import type { Host } from '../host.ts'
import type { RegisterSnapshot } from '../registers/registers.ts'
import type { Region } from '../registers/region.ts'
import { uuidV7 } from '../uuid.ts'
import { insertMonth, insertScores, selectFrozen, selectMonths, type FrozenScore } from './queries/score.ts'
import { selectVersions } from './queries/score-weights.ts'
import type { Score } from './rules/score.ts'
import { monthsDue, versionOf } from './rules/score-month.ts'
import { subjectId, subjectsIn, type Subject } from './score-subject.ts'
import type { Halls } from './tables.ts'
import { workOutScores, type Month } from './work-out-scores.ts'

/** So many at once, each lot in a transaction of its own: what was interrupted goes on where it stopped. */
const AT_ONCE = 100

/** Freezes the scores of all months that are over, with their days of grace, and were not frozen before (5-e). */
export const freezeScores = async (host: Host<Halls>): Promise<void> => {
  const registers = await host.registers()
  const today = localDate(await host.clock.now())
  for (const province of registers.tree.roots) {
    const { versions, frozen } = await host.withScope({ mode: 'engine' }, async (trx) => ({
      versions: await selectVersions(trx, province.id),
      frozen: await selectMonths(trx, province.id),
    }))
    for (const month of monthsDue(versions, frozen, today)) {
      const version = versionOf(versions, month)
      if (version !== undefined) await freezeMonth(host, registers, province, { month, today, version })
    }
  }
}

const freezeMonth = async (
  host: Host<Halls>,
  registers: RegisterSnapshot,
  province: Region,
  month: Month,
): Promise<void> => {
  const all = subjectsIn(registers, province)
  const range = { lo: province.scopeKey, hi: province.scopeEnd }
  const done = await host.withScope({ mode: 'engine' }, (trx) => selectFrozen(trx, month.month, range))
  const left = all.filter((subject) => !done.has(`${subject.kind} ${subjectId(subject)}`))
  for (let at = 0; at < left.length; at += AT_ONCE) {
    const lot = left.slice(at, at + AT_ONCE)
    const frozenAt = await host.clock.now()
    await host.withScope({ mode: 'engine' }, async (trx) => {
      const scores = await workOutScores(host, trx, registers, lot, month)
      const rows = lot.flatMap((subject, place) => {
        const score = scores[place]
        return score === undefined ? [] : [rowOf(registers, subject, score, month, frozenAt)]
      })
      await insertScores(trx, rows)
    })
  }
  const { id: regionId, areaCode, scopeKey } = province
  const frozenAt = await host.clock.now()
  await host.withScope({ mode: 'engine' }, (trx) =>
    insertMonth(trx, { regionId, areaCode, scopeKey, month: month.month, frozenAt, n: all.length }),
  )
}

const rowOf = (
  { tree }: RegisterSnapshot,
  subject: Subject,
  score: Score,
  { month, version }: Month,
  frozenAt: Date,
): FrozenScore => {
  const { kind, region, hall } = subject
  return {
    id: uuidV7(frozenAt.getTime()),
    regionId: region.id,
    areaCode: region.areaCode,
    scopeKey: region.scopeKey,
    kind,
    subjectId: subjectId(subject),
    hallId: hall?.id ?? null,
    level: region.level,
    peersIn: tree.ancestorsOf(region).at(-1)?.id ?? null,
    month,
    weightsId: version.id,
    frozenAt,
    ...score,
  }
}
