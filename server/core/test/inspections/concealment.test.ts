import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { inScope } from '../../src/access/holder.ts'
import type { Principal } from '../../src/graphql/context.ts'
import { all, asked, checksOf, COUNTIES, make, NOW, person, plan, run, saveHalls } from './bench.ts'

const CANARY = '暗访金丝雀 7f3a'
const [COUNTY, CONTROL] = COUNTIES

let bench: PluginBench
let city: Principal
let id = ''
let hallId = 0

/** Watches every statement of every connection. */
const sent = vi.spyOn(pg.Query.prototype, 'submit')

/** Every statement that a request sends. */
async function statementsOf(work: () => Promise<unknown>): Promise<string> {
  sent.mockClear()
  await work()
  return sent.mock.contexts.map((each) => String((each as unknown as { readonly text?: string }).text)).join('\n')
}

/** People of a unit: who manages its hall, who is bound to it, its authority and its inspectors. */
function unitOf(code: string, hall: number): readonly Principal[] {
  const region = bench.registers.current().tree.byCode(code)
  if (region === undefined) throw new Error(`There is no region ${code}`)
  const unit = { regionId: region.id, lo: region.scopeKey, hi: region.scopeEnd, organisationId: null }
  const held = (name: string, roleHall: number | null, ...verbs: readonly string[]) => {
    const permissions = new Set(['core.read', 'findings.read', ...verbs.map((verb) => `inspections.${verb}`)])
    const grant = { ...unit, hallId: roleHall, id: name, role: null, permissions }
    return inScope(
      { id: name, kind: 'account', name, ...unit, grants: [grant], mustChangePassword: false, expiresAt: null },
      null,
    )
  }
  return [
    held('manager', null, 'read'),
    held('window', hall, 'read'),
    held('bound authority', hall, 'read', 'plan', 'check', 'conceal', 'publish'),
  ]
}

const DOCUMENT = (within: string, check: string) => `{
  inspectionCampaigns(within: "${within}") { total nodes { id title checks { id } } }
  inspectionCampaign(id: "${id}") { title }
  inspectionChecks(within: "${within}") { total nodes { title hall } }
  inspectionCheck(id: "${check}") { title }
  inspectionPublications(within: "${within}") { total nodes { title } }
  findings(within: "${within}") { total nodes { title } }
}`

beforeAll(async () => {
  bench = await openPluginBench([])
  bench.setNow(NOW)
  await saveHalls(bench)
  for (const name of ['one', 'two', 'three']) await person(bench, name)
  city = all(bench, 'planner')
  const secret = { ...plan, title: CANARY, method: 'UNDERCOVER', basis: 'NAMED' }
  id = (await run(bench, 'planInspection', secret, city)).id ?? ''
  hallId = bench.registers.current().index.hallByCode.get(`${COUNTY.slice(0, 6)}-1`)?.id ?? 0
  const targets = [{ hall: `${COUNTY.slice(0, 6)}-1`, weight: 1 }]
  await run(bench, 'freezeInspectionFrame', { id, targets }, city)
  await run(bench, 'drawInspection', { id, seed: CANARY }, city)
})
afterAll(async () => {
  sent.mockRestore()
  await bench.end()
})

const count = async (table: string): Promise<unknown> => {
  const { rows } = await bench.database.withScope({ mode: 'engine' }, (trx) =>
    sql<{ n: number }>`select count(*)::int as n from ${sql.raw(table)}`.execute(trx),
  )
  return rows[0]?.n
}

const feed = async (): Promise<string> => {
  const { rows } = await bench.database.withScope({ mode: 'engine' }, (trx) =>
    sql<{ kind: string }>`select kind, payload from core.outbox order by id`.execute(trx),
  )
  return JSON.stringify(rows)
}

describe('an inspection under cover', () => {
  it('is nowhere the unit looks, and no statement of its people names a veiled table', async () => {
    const [check] = await checksOf(bench, id, city)
    if (check === undefined) throw new Error('There is no check')
    expect(await make(bench, check, ['log-kept'])).toBe('ok ok ok ok')
    const hallOfControl = bench.registers.current().index.hallByCode.get(`${CONTROL.slice(0, 6)}-1`)?.id ?? 0
    const answers: string[][] = []
    for (const [code, hall] of [
      [COUNTY, hallId],
      [CONTROL, hallOfControl],
    ] as const) {
      const told: string[] = []
      for (const who of unitOf(code, hall)) {
        const log = await statementsOf(async () => {
          const { data, codes } = await bench.ask(DOCUMENT(code, check.id), {}, who)
          told.push(JSON.stringify({ data, codes }))
        })
        expect(log).toContain('inspections')
        expect(log).not.toContain('veiled_campaign')
        expect(log).not.toContain('veiled_check')
        expect(log).not.toMatch(/inspections"?\."?veiled/u)
        expect(told.at(-1)).not.toContain(CANARY)
      }
      answers.push(told)
    }
    expect(answers[0]).toEqual(answers[1])
    expect(await feed()).not.toContain(check.id)
    expect([await count('inspections.campaign'), await count('inspections."check"')]).toEqual([0, 0])
    expect(await count('findings.finding')).toBe(0)
  })

  it('answers a change by the unit as one that never was', async () => {
    const [check] = await checksOf(bench, id, city)
    const never = '019d0000-0000-7000-8000-000000000000'
    for (const who of [...unitOf(COUNTY, hallId), all(bench, 'authority of the county', COUNTY)]) {
      for (const name of ['startInspectionCheck', 'completeInspectionCheck'] as const) {
        const about = await run(bench, name, { id: check?.id ?? '' }, who)
        const nothing = await run(bench, name, { id: never }, who)
        expect(JSON.stringify(about).replaceAll(check?.id ?? '', never)).toBe(JSON.stringify(nothing))
      }
    }
  })

  it('gives the authority of the county none of its rows either', async () => {
    const authority = all(bench, 'authority of the county', COUNTY)
    const [check] = await checksOf(bench, id, city)
    const { data } = await bench.ask(DOCUMENT(COUNTY, check?.id ?? ''), {}, authority)
    expect(data).toMatchObject({
      inspectionCampaigns: { total: 0, nodes: [] },
      inspectionCampaign: null,
      inspectionChecks: { total: 0, nodes: [] },
      inspectionCheck: null,
    })
  })

  it('tells its unit, counts and raises what failed from the release on', async () => {
    await bench.fold()
    expect(await count(`core.measure_day where measure like 'inspection%'`)).toBe(0)
    expect(await run(bench, 'publishInspection', { id, words: '早' }, city)).toMatchObject({ code: 'CONFLICT' })
    bench.setNow('2026-03-12T10:00:00+08:00')
    expect(await run(bench, 'releaseInspection', { id }, city)).toMatchObject({ id })
    expect(await run(bench, 'releaseInspection', { id }, city)).toMatchObject({ code: 'CONFLICT' })
    const [manager, window] = unitOf(COUNTY, hallId)
    for (const who of [manager, window]) {
      if (who === undefined) throw new Error('There is nobody')
      const { nodes } = await asked<{ nodes: readonly { title: string }[] }>(
        bench,
        `inspectionChecks(within: "${COUNTY}") { nodes { title } }`,
        who,
      )
      expect(nodes).toEqual([{ title: CANARY }])
    }
    expect(await count(`findings.finding where released_at is not null`)).toBe(1)
    expect([await count('inspections.veiled_campaign'), await count('inspections.veiled_check')]).toEqual([0, 0])
    expect(await count('inspections.veiled_answer')).toBe(0)
    expect(await feed()).toContain('inspections.check.completed')
    await bench.fold()
    const { rows } = await bench.database.withScope({ mode: 'engine' }, (trx) =>
      sql<{ day: string }>`select day::text as day from core.measure_day
        where measure = 'inspection-checks-failed' group by day`.execute(trx),
    )
    expect(rows).toEqual([{ day: '2026-03-12' }])
    expect(await run(bench, 'publishInspection', { id, words: '已公布' }, city)).toMatchObject({ id })
  })

  it('covers those without fixed dates alike, and refuses to plan one without the right to', async () => {
    const irregular = { ...plan, mode: 'IRREGULAR' }
    const { id: hidden = '' } = await run(bench, 'planInspection', irregular, city)
    expect(await asked(bench, `inspectionCampaign(id: "${hidden}") { concealed }`, city)).toEqual({ concealed: true })
    const plain = { ...city, permissions: new Set(['inspections.read', 'inspections.plan']) }
    expect(await run(bench, 'planInspection', irregular, plain)).toMatchObject({ code: 'FORBIDDEN' })
  })
})
