import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeFile } from '../../src/files/upload.ts'
import type { Principal } from '../../src/graphql/context.ts'
import { drawTargets } from '../../src/inspections/rules/draw-targets.ts'
import { all, asked, checksOf, CITY, COUNTIES, make, NOW, person, plan, run, saveHalls } from './bench.ts'

let bench: PluginBench
let planner: Principal
let halls: readonly string[]

beforeAll(async () => {
  bench = await openPluginBench([])
  bench.setNow(NOW)
  halls = await saveHalls(bench)
  planner = all(bench, 'planner')
  for (const name of ['one', 'two', 'three']) await person(bench, name)
  await person(bench, 'of-a-county', ['INSPECTOR'], COUNTIES[0])
})
afterAll(() => bench.end())

type Row = Readonly<Record<string, unknown>>
const engine = (statement: ReturnType<typeof sql<Row>>): Promise<readonly Row[]> =>
  bench.database.withScope({ mode: 'engine' }, async (trx) => (await statement.execute(trx)).rows)

const planned = async (more: object = {}, freeze: object = {}) => {
  const { id = '' } = await run(bench, 'planInspection', { ...plan, ...more }, planner)
  expect(await run(bench, 'freezeInspectionFrame', { id, ...freeze }, planner)).toMatchObject({ id })
  return id
}

const shown = (id: string) =>
  asked<Row>(
    bench,
    `inspectionCampaign(id: "${id}") { state frameSize frameHash draws { number seed algorithm algorithmVersion reason }
      inspectors { name ownHalls } replacements { kind replaced substitute reason }
      result { n failed population share intervalKind low high } }`,
    planner,
  )

describe('an inspection', () => {
  it('goes from its plan over frame, draw and checks to findings and a published result (4-b)', async () => {
    const id = await planned()
    expect(await run(bench, 'redrawInspection', { id, reason: '无' }, planner)).toMatchObject({ code: 'CONFLICT' })
    expect(await run(bench, 'drawInspection', { id, seed: '公开抽取 1' }, planner)).toMatchObject({ id })
    const checks = await checksOf(bench, id, planner)
    const expected = drawTargets(
      halls.map((key) => ({ key, weight: 1 })),
      3,
      '公开抽取 1',
    )
    expect(checks.map(({ hall }) => hall)).toEqual(expected.map(({ key }) => key).toSorted())
    expect(checks.map(({ probability }) => probability)).toEqual([0.25, 0.25, 0.25])
    expect(checks.every(({ inspectors }) => inspectors.length === 2)).toBe(true)
    const [first, second, third] = checks
    if (first === undefined || second === undefined || third === undefined) throw new Error('Too few checks')
    expect(await run(bench, 'startInspectionCheck', { id: first.id }, planner)).toMatchObject({ code: 'FORBIDDEN' })
    const inspector = all(bench, first.inspectors[0]?.person ?? '')
    expect(await asked(bench, 'myChecks { id }', inspector)).toContainEqual({ id: first.id })
    expect(await run(bench, 'completeInspectionCheck', { id: first.id }, inspector)).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('control log'),
    })
    const wrong = { id: first.id, answers: [{ item: 'log-kept', value: 'PERHAPS' }] }
    expect(await run(bench, 'saveInspectionAnswers', wrong, inspector)).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await make(bench, first, ['windows-staffed'])).toBe('ok ok ok ok')
    expect(await make(bench, second)).toBe('ok ok ok ok')
    expect(await run(bench, 'publishInspection', { id, words: '早' }, planner)).toMatchObject({ code: 'CONFLICT' })
    expect(await make(bench, third)).toBe('ok ok ok ok')
    expect(await make(bench, third)).toBe('CONFLICT CONFLICT CONFLICT CONFLICT')

    const findings = await engine(sql<Row>`select type, cause, severity, source_id from findings.finding`)
    expect(findings).toEqual([
      {
        type: 'HALL_NOT_AS_REQUIRED',
        cause: 'hall-daily-quality.windows-staffed',
        severity: 'MINOR',
        sourceId: `${first.id}:windows-staffed`,
      },
    ])
    expect(await run(bench, 'publishInspection', { id, words: '三个大厅中一个有问题。' }, planner)).toMatchObject({
      id,
    })
    const { result } = await shown(id)
    expect(result).toMatchObject({ n: 3, failed: 1, population: 12, intervalKind: 'HYPERGEOMETRIC' })
    const published = await asked<{ nodes: readonly Row[] }>(
      bench,
      `inspectionPublications(within: "${CITY}") { nodes { words result { n intervalKind } } }`,
      planner,
    )
    expect(published.nodes).toEqual([
      { words: '三个大厅中一个有问题。', result: { n: 3, intervalKind: 'HYPERGEOMETRIC' } },
    ])
    const checked = await asked<{ total: number }>(bench, `inspectionChecks(within: "${CITY}") { total }`, planner)
    expect(checked.total).toBe(3)
  })

  it('keeps the evidence of an answer that is given again, and takes no file of another', async () => {
    const id = await planned()
    await run(bench, 'drawInspection', { id, seed: 'evidence' }, planner)
    const [check] = await checksOf(bench, id, planner)
    const inspector = all(bench, check?.inspectors[0]?.person ?? '')
    const upload = async (by: Principal) => {
      const bytes = Buffer.from(`%PDF-1.4 made up ${by.id}`)
      return (await takeFile({ database: bench.database, most: 1_000 }, { bytes, by, at: new Date(NOW) })).id
    }
    const save = (answer: object) =>
      run(
        bench,
        'saveInspectionAnswers',
        { id: check?.id, answers: [{ item: 'windows-staffed', value: 'NO', ...answer }] },
        inspector,
      )
    const kept = async () => {
      const field = `inspectionCheck(id: "${check?.id}") { answers { value words evidence } }`
      return (await asked<{ answers: readonly Row[] }>(bench, field, inspector)).answers
    }
    const [first, second, foreign] = [await upload(inspector), await upload(inspector), await upload(planner)]
    expect(await save({ evidence: [first], words: '三号窗口无人' })).toMatchObject({ id: check?.id })
    expect(await save({ evidence: [first, foreign] })).toMatchObject({ code: 'NOT_FOUND' })
    expect(await save({ value: 'YES' })).toMatchObject({ id: check?.id })
    expect(await kept()).toEqual([{ value: 'YES', words: '三号窗口无人', evidence: [first] }])
    expect(await save({ evidence: [first, second], words: '' })).toMatchObject({ id: check?.id })
    expect(await kept()).toEqual([{ value: 'NO', words: null, evidence: [first, second] }])
    expect(await save({ evidence: [] })).toMatchObject({ id: check?.id })
    expect(await kept()).toEqual([{ value: 'NO', words: null, evidence: [] }])
    expect(await run(bench, 'redrawInspection', { id, reason: '检查已开始' }, planner)).toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('is the same draw for the same seed, weights and frame, with its probabilities', async () => {
    const targets = halls.map((hall, index) => ({ hall, weight: index + 1 }))
    const twice: unknown[] = []
    for (const order of [targets, targets.toReversed()]) {
      const id = await planned({ sampleSize: 4 }, { targets: order })
      await run(bench, 'drawInspection', { id, seed: '同一种子' }, planner)
      const checks = await checksOf(bench, id, planner)
      twice.push(
        checks.map(({ hall, probability, inspectors }) => [hall, probability, inspectors.map((one) => one.person)]),
      )
      const probabilities = checks.map(({ probability }) => probability)
      expect(new Set(probabilities).size).toBeGreaterThan(1)
    }
    expect(twice[0]).toEqual(twice[1])
  })

  it('is drawn once more only for a reason that is kept, and not once a check has begun', async () => {
    const id = await planned()
    await run(bench, 'drawInspection', { id, seed: 'a' }, planner)
    expect(await run(bench, 'drawInspection', { id, seed: 'b' }, planner)).toMatchObject({ code: 'CONFLICT' })
    expect(await run(bench, 'redrawInspection', { id, seed: 'b', reason: ' ' }, planner)).toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect(await run(bench, 'redrawInspection', { id, seed: 'b', reason: '名单有误' }, planner)).toMatchObject({ id })
    expect((await shown(id))['draws']).toMatchObject([
      { number: 2, seed: 'b', reason: '名单有误', algorithm: 'sha256-systematic-pps', algorithmVersion: 1 },
      { number: 1, seed: 'a', reason: null },
    ])
    const [check] = await checksOf(bench, id, planner)
    const inspector = all(bench, check?.inspectors[0]?.person ?? '')
    await run(bench, 'startInspectionCheck', { id: check?.id ?? '' }, inspector)
    expect(await run(bench, 'redrawInspection', { id, reason: '再抽' }, planner)).toMatchObject({ code: 'CONFLICT' })
    const entries = await engine(
      sql<Row>`select action from core.audit_entry where subject_id = ${id} and action like 'inspections.targets.%' order by id`,
    )
    expect(entries.map(({ action }) => action)).toEqual(['inspections.targets.drawn', 'inspections.targets.redrawn'])
  })

  it('replaces targets and inspectors with an entry in its log, and leaves substitutes out of the estimate', async () => {
    const id = await planned()
    await run(bench, 'drawInspection', { id, seed: 'c' }, planner)
    const [first, second, third] = await checksOf(bench, id, planner)
    if (first === undefined || second === undefined || third === undefined) throw new Error('Too few checks')
    expect(await run(bench, 'replaceInspectionTarget', { id, check: first.id, reason: '搬迁' }, planner)).toMatchObject(
      { id },
    )
    const who = second.inspectors[0]?.person ?? ''
    const recusal = { id, check: second.id, interest: true, reason: '亲属在该大厅' }
    expect(await run(bench, 'recuseInspector', recusal, all(bench, who))).toMatchObject({ id })
    const again = await checksOf(bench, id, planner)
    const instead = again.find(({ insteadOf }) => insteadOf === first.id)
    expect(again.find((one) => one.id === first.id)?.state).toBe('REPLACED')
    expect(instead?.probability).toBeNull()
    const present = again
      .find((one) => one.id === second.id)
      ?.inspectors.filter(({ withdrawnAt }) => withdrawnAt === null)
      .map((one) => one.person)
    expect(present).toHaveLength(2)
    expect(present).not.toContain(who)
    expect((await shown(id))['replacements']).toMatchObject([
      { kind: 'TARGET', reason: '搬迁' },
      { kind: 'RECUSAL', reason: '亲属在该大厅' },
    ])
    for (const check of again.filter(({ state }) => state === 'ASSIGNED')) await make(bench, check)
    expect((await shown(id))['state']).toBe('DONE')
    expect((await shown(id))['result']).toMatchObject({ n: 2, failed: 0 })
  })

  it('frames only inspectors of the whole region, and refuses fewer than two', async () => {
    const id = await planned({ basis: 'NAMED' }, { targets: [{ hall: halls[0], weight: 1 }] })
    const { inspectors } = await shown(id)
    expect((inspectors as readonly Row[]).map(({ name }) => name).toSorted()).toEqual([
      '演示 one',
      '演示 three',
      '演示 two',
    ])
    const { id: narrow = '' } = await run(bench, 'planInspection', { ...plan, region: COUNTIES[1] }, planner)
    expect(await run(bench, 'freezeInspectionFrame', { id: narrow }, planner)).toMatchObject({ id: narrow })
    const alone = { id: narrow, inspectors: [await person(bench, 'far', ['INSPECTOR'], COUNTIES[0])] }
    expect(await run(bench, 'freezeInspectionFrame', alone, planner)).toMatchObject({ code: 'NOT_FOUND' })
    const other = { ...plan, inspectorsPerTarget: 1 }
    expect(await run(bench, 'planInspection', other, planner)).toMatchObject({ code: 'INVALID_INPUT' })
    expect((await shown(id))['result']).toMatchObject({ n: 0, intervalKind: 'NONE', share: null })
  })

  it('counts what it counted', async () => {
    await bench.fold()
    const counted = await engine(sql<Row>`select measure, sum(own)::int as n from core.measure_day
      where measure like 'inspection%' group by measure order by measure`)
    expect(counted.map(({ measure }) => measure)).toEqual([
      'inspection-checks',
      'inspection-checks-failed',
      'inspections-due',
      'inspections-in-time',
    ])
    const [checks] = await engine(sql<Row>`select count(*)::int as n from inspections."check" where state = 'DONE'`)
    expect(counted[0]?.['n']).toBe(checks?.['n'])
  })
})
