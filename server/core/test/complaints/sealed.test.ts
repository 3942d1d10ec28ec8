import type { PluginBench } from '@zhikong/core/testing'
import { sql } from 'kysely'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readerScope } from '../../src/access/scope.ts'
import { selectReached } from '../../src/files/queries/file.ts'
import { CITIZEN, takeFile } from '../../src/files/upload.ts'
import type { Principal } from '../../src/graphql/context.ts'
import { boundTo, CITY, COUNTY, HANDLING, openBench, person, query, run, somebody, TOWNSHIP } from './bench.ts'

const NAME = '金丝雀举报人'
const PHONE = '13911112222'
const WORDS = '演示密封举报金丝雀：收受红包。'
const ALL = [...HANDLING, 'complaints.report', 'complaints.test', 'core.read', 'core.audit', 'findings.read']

let bench: PluginBench
let chief: Principal
let id = ''
let receipt = ''
let photo = ''

beforeAll(async () => {
  bench = await openBench()
  chief = somebody(bench, 'chief', CITY, ALL)
  const said = { kind: 'REPORT', type: 'SEALED', category: 'EFFICIENCY', hall: COUNTY, organisation: 'WATER' }
  photo = await upload()
  const answer = await run(
    bench,
    'submitComplaint',
    { ...said, words: WORDS, name: NAME, phone: PHONE, photos: [photo] },
    null,
    'receipt',
  )
  receipt = String(answer['receipt'])
  const { nodes } = await sealedOf(chief, CITY)
  id = nodes[0]?.id ?? ''
})
afterAll(() => bench.end())

/** A photo as somebody without an account uploads it; gives its id. */
const upload = async (): Promise<string> => {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
    .png()
    .toBuffer()
  const at = new Date('2026-03-02T10:00:00+08:00')
  const taken = { database: bench.database, most: 1_048_576 }
  return (await takeFile(taken, { bytes, by: CITIZEN, at })).id
}

/** Whether somebody is given the bytes of a file that they know the id of, and by what permission. */
const fileOf = async (who: Principal, file: string) => {
  const reach = readerScope(who)
  const scope = { mode: 'reader', ...reach, units: who.grants } as const
  return (await bench.database.withScope(scope, (trx) => selectReached(trx, reach, file)))?.permission
}

const sealedOf = (as: Principal, within: string) =>
  query<{ total: number; nodes: { id: string }[] }>(
    bench,
    `sealedComplaints(within: "${within}") { total nodes { id words } }`,
    as,
  )

/** Everybody of the unit and around it, with every right: bound to it, over its county, within it, and with two grants. */
const unitsPeople = (): readonly (readonly [Principal, string])[] => {
  const hall = boundTo(bench, { hall: COUNTY }, COUNTY, ALL)
  const above = somebody(bench, 'city and hall', CITY, ALL)
  return [
    [hall, COUNTY],
    [boundTo(bench, { organisation: 'WATER' }, COUNTY, ALL), COUNTY],
    [boundTo(bench, { hall: COUNTY }, CITY, ALL), CITY],
    [somebody(bench, 'county', COUNTY, ALL), COUNTY],
    [somebody(bench, 'township', TOWNSHIP, ALL), TOWNSHIP],
    [{ ...above, grants: [...above.grants, ...hall.grants] }, CITY],
  ]
}

const DOCUMENT = (within: string, complaintId: string) => `{
  complaints(within: "${within}") { total nodes { id words trail { words } complainant photos { id } } }
  sealedComplaints(within: "${within}") { total nodes { id words trail { words } complainant photos { id } } }
  complaint(id: "${complaintId}") { id words photos { id } }
  complaintHandlers(id: "${complaintId}") { id }
  findings(within: "${within}") { total nodes { title } }
  alerts: cases(within: "${within}") { total }
}`

const answers = async (complaintId: string): Promise<readonly string[]> => {
  const given: string[] = []
  for (const [who, within] of unitsPeople()) {
    const { data, codes } = await bench.ask(DOCUMENT(within, complaintId), {}, who)
    given.push(JSON.stringify({ data, codes }))
  }
  return given
}

const engine = async (statement: ReturnType<typeof sql<Record<string, unknown>>>) =>
  bench.database.withScope({ mode: 'engine' }, async (trx) => (await statement.execute(trx)).rows)

/** All that the database holds within a range of keys, or without a place, as texts of rows; but what is sealed by the policy. */
const everything = async (where: (columns: readonly string[]) => string | null): Promise<string> => {
  const tables = await bench.database.withOwner((db) =>
    sql<{ name: string; columns: string[] }>`select format('%I.%I', table_schema, table_name) as name,
      array_agg(column_name::text) as columns from information_schema.columns
      where table_schema not in ('pg_catalog', 'information_schema') group by table_schema, table_name`.execute(db),
  )
  const found: string[] = []
  for (const { name, columns } of tables.rows) {
    const condition = where(columns)
    if (condition === null) continue
    const { rows } = await bench.database.withOwner((db) =>
      sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t where ${sql.raw(condition)}`.execute(db),
    )
    found.push(...rows.map(({ row }) => `${name} ${row}`))
  }
  return found.join('\n')
}

const OTHER_ID = '01890000-0000-7000-8000-00000000dead'

describe('a sealed complaint (6.3-k)', () => {
  it('6.3-k: answers nobody of its unit, whatever they hold, as if it were not there', async () => {
    expect(await sealedOf(chief, CITY)).toMatchObject({ total: 1, nodes: [{ id, words: WORDS }] })
    const [asked, nothing] = [await answers(id), await answers(OTHER_ID)]
    expect(asked).toEqual(nothing)
    for (const answer of asked) {
      expect(answer).toContain('"total":0')
      expect(answer).not.toMatch(/"total":[1-9]|金丝雀|13911112222|1391/u)
    }
  })

  it('6.3-k: shows its photos to those who handle sealed ones, and to nobody of its unit, not by their id either', async () => {
    const shown = `complaint(id: "${id}") { photos { id mediaType } }`
    expect(await query(bench, shown, chief)).toEqual({ photos: [{ id: photo, mediaType: 'image/png' }] })
    expect(await fileOf(chief, photo)).toBe('complaints.seal')
    for (const [who] of unitsPeople()) expect(await fileOf(who, photo)).toBeUndefined()
    const said = { kind: 'COMPLAINT', type: 'ANONYMOUS', category: 'ATTITUDE', hall: COUNTY, words: '演示' }
    const again = { ...said, photos: [photo] }
    expect(await run(bench, 'submitComplaint', again, null, 'receipt')).toMatchObject({ code: 'NOT_FOUND' })
    const six = { ...again, photos: Array.from({ length: 6 }, (_, at) => `01890000-0000-7000-8000-00000000000${at}`) }
    expect(await run(bench, 'submitComplaint', six, null, 'receipt')).toMatchObject({ code: 'TOO_MANY_ITEMS' })
  })

  it('refuses its steps to all of them in the words for what does not exist', async () => {
    const mutations = [
      ['acceptComplaint', { words: '受理' }],
      ['referComplaint', { words: '移送', to: '纪委' }],
      ['releaseComplaint', { summary: '公开' }],
      ['revealComplainant', { reason: '想知道是谁' }],
    ] as const
    for (const [who] of unitsPeople()) {
      for (const [name, input] of mutations) {
        const fields = name === 'revealComplainant' ? 'complainant { name }' : 'id'
        expect(await run(bench, name, { id, ...input }, who, fields)).toMatchObject({ code: 'NOT_FOUND' })
      }
    }
  })

  it('is read by no statement of a request without the right to see such', async () => {
    const sent = vi.spyOn(pg.Query.prototype, 'submit')
    const may = ALL.filter((name) => name !== 'complaints.seal')
    try {
      const hall = boundTo(bench, { hall: COUNTY }, COUNTY, may)
      await bench.ask(DOCUMENT(COUNTY, id).replace(/sealedComplaints.*\n/u, ''), {}, hall)
      await run(bench, 'acceptComplaint', { id, words: '受理' }, hall)
      await query(
        bench,
        `complaints(within: "${COUNTY}") { total nodes { trail { words } } }`,
        somebody(bench, 'c', COUNTY, may),
      )
      const statements = sent.mock.contexts
        .map((each) => String((each as unknown as { readonly text?: string }).text))
        .join('\n')
      expect(statements).toContain('complaints')
      expect(statements).not.toMatch(/sealed/u)
    } finally {
      sent.mockRestore()
    }
  })

  it('leaves no figure, event, card, log entry or finding within its unit, and its words and names nowhere in clear', async () => {
    await bench.passClocks()
    const county = bench.registers.current().tree.byCode(COUNTY)
    const [lo, hi] = [county?.scopeKey ?? 0, county?.scopeEnd ?? 0]
    const within = await everything((columns) =>
      columns.includes('scope_key') ? `t.scope_key >= ${lo} and t.scope_key < ${hi}` : null,
    )
    expect(within.split('\n').filter((row) => row.includes(id) || row.includes('金丝雀'))).toEqual([
      expect.stringMatching(/^complaints\.sealed /u),
    ])
    expect(within).not.toMatch(
      /measure_delta .*complaints|outbox .*complaints|audit_entry .*complaints|clock_subject .*complaint/u,
    )
    const all = await everything(() => 'true')
    expect(all).not.toMatch(new RegExp(`${NAME}|${PHONE}`, 'u'))
    expect(all).not.toContain(receipt)
    expect(
      all
        .split('\n')
        .filter((row) => row.includes(WORDS))
        .map((row) => row.split(' ')[0]),
    ).toEqual(['complaints.sealed'])
  })

  it('is assigned to nobody with a right within the range of its unit, and shows who said it by a reason alone', async () => {
    const [inspector, local] = [
      await person(bench, 'city-inspector', [{ role: 'INSPECTOR', region: CITY }]),
      await person(bench, 'once-local', [
        { role: 'INSPECTOR', region: CITY },
        { role: 'DEPARTMENT', region: TOWNSHIP },
      ]),
    ]
    await run(bench, 'acceptComplaint', { id, words: '受理' }, chief)
    expect(await run(bench, 'assignComplaint', { id, handler: local.id, words: '核查' }, chief)).toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await run(bench, 'assignComplaint', { id, handler: inspector.id, words: '核查' }, chief)).toMatchObject({
      id,
    })
    expect(await query(bench, `complaint(id: "${id}") { complainant isSealed }`, chief)).toEqual({
      complainant: null,
      isSealed: true,
    })
    const revealed = await run(
      bench,
      'revealComplainant',
      { id, reason: '核实举报线索' },
      chief,
      'complainant { name phone }',
    )
    expect(revealed['complainant']).toEqual({ name: NAME, phone: PHONE })
    await run(bench, 'investigateComplaint', { id, words: '已核查' }, inspector)
    await run(bench, 'judgeComplaint', { id, judgement: 'UPHELD', words: '属实' }, somebody(bench, 'judge', CITY, ALL))
    await run(bench, 'replyToComplaint', { id, words: '已处理' }, chief)
    expect(await run(bench, 'releaseComplaint', { id, summary: '公开' }, chief)).toMatchObject({ code: 'CONFLICT' })
    expect(await run(bench, 'closeComplaint', { id, words: '办结' }, chief)).toMatchObject({ id })
    expect((await answers(id)).join('')).not.toMatch(/"total":[1-9]/u)
    expect(await engine(sql`select 1 as one from findings.finding`)).toEqual([])
  })

  it('becomes one of the others when it is released, with a summary and a finding, and without who said it', async () => {
    bench.setNow('2026-04-01T10:00:00+08:00')
    const summary = '演示：该大厅窗口存在违规，已查实。'
    expect(await run(bench, 'releaseComplaint', { id, summary }, chief)).toMatchObject({ id })
    expect(await run(bench, 'releaseComplaint', { id, summary }, chief)).toMatchObject({ code: 'CONFLICT' })
    const [hall] = unitsPeople()[0] ?? []
    const unit = await query<{ total: number }>(
      bench,
      `complaints(within: "${COUNTY}") { total nodes { judgement words complainant } }`,
      hall ?? null,
    )
    expect(unit).toEqual({ total: 1, nodes: [{ judgement: 'UPHELD', words: null, complainant: null }] })
    expect((await answers(id)).join('')).not.toMatch(new RegExp(`金丝雀|1391111|${photo}`, 'u'))
    for (const [who] of unitsPeople()) expect(await fileOf(who, photo)).toBeUndefined()
    const counted = sql<
      Record<string, unknown>
    >`select measure, day from core.measure_delta where measure like 'complaints-bad%' order by measure`
    expect(await engine(counted)).toEqual(
      ['complaints-bad', 'complaints-bad-upheld'].map((measure) => ({ measure, day: '2026-04-01' })),
    )
    expect(await engine(sql`select source from findings.finding`)).toEqual([{ source: 'COMPLAINT' }])
    expect(await query(bench, `followComplaint(receipt: "${receipt}") { state }`, null)).toEqual({ state: 'CLOSED' })
  })

  it('is kept sealed when it is about integrity, accepted by nobody, and referred', async () => {
    const said = { kind: 'REPORT', type: 'ANONYMOUS', category: 'INTEGRITY', hall: COUNTY, words: '演示廉洁线索' }
    await run(bench, 'submitComplaint', said, null, 'receipt')
    const lead = (await sealedOf(chief, CITY)).nodes[0]?.id ?? ''
    expect(await run(bench, 'acceptComplaint', { id: lead, words: '受理' }, chief)).toMatchObject({ code: 'CONFLICT' })
    const possible = await query(bench, `complaint(id: "${lead}") { possibleSteps stepDue }`, chief)
    expect(possible).toEqual({ possibleSteps: ['REFUSE', 'REFER'], stepDue: '2026-04-03T09:00:00.000Z' })
    expect(await run(bench, 'referComplaint', { id: lead, to: '演示纪检机构', words: '移送' }, chief)).toMatchObject({
      id: lead,
    })
    expect(await query(bench, `complaint(id: "${lead}") { state referredTo }`, chief)).toEqual({
      state: 'REFERRED',
      referredTo: '演示纪检机构',
    })
  })
})
