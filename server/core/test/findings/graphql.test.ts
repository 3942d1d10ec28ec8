import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../src/graphql/context.ts'
import { foldDeltas } from '../../src/indicators/fold.ts'
import { releaseFindings } from '../../src/findings/release.ts'
import { settleFinding } from '../../src/findings/settle.ts'
import { after, COUNTY, DAY_MS, found, FOUND, placeIn, raise } from './bench.ts'

const REGION = `${COUNTY}000000`
const ALL = ['core.read', 'findings.read', 'findings.report', 'findings.keep'] as const

let bench: PluginBench

beforeAll(async () => {
  bench = await openPluginBench([])
  bench.setNow(after(30))
  await bench.save('organisations', [
    { code: 'WATER', name: '演示水务局', region: REGION, kind: 'DEPARTMENT' },
    { code: 'ROADS', name: '演示交通局', region: REGION, kind: 'DEPARTMENT' },
  ])
  await bench.registers.snapshot()
})
afterAll(() => bench.end())

const organisation = (code: string): number => bench.registers.current().index.organisationByCode.get(code)?.id ?? -1

const somebody = (id: string, bound: Partial<Principal> = {}): Principal => ({
  ...bench.principal(COUNTY, ...ALL),
  id,
  name: id,
  ...bound,
})

/** Somebody of the unit: bound to its organisation by the working scope and the one grant. */
const ofUnit = (code: string): Principal => {
  const who = somebody(`of ${code}`)
  const bound = { organisationId: organisation(code), hallId: null }
  return { ...who, ...bound, grants: who.grants.map((grant) => ({ ...grant, ...bound })) }
}

type Answer = { readonly __typename: string; readonly code?: string; readonly finding?: { readonly id: string } }

const run = async (name: string, input: object, who: Principal): Promise<Answer> => {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const { data, codes } = await bench.ask(
    `mutation ($input: ${title}Input!) { outcome: ${name}(input: $input) { __typename
      ... on ${title}Payload { finding { id state } } ... on InputError { code } } }`,
    { input },
    who,
  )
  return codes.length > 0 ? { __typename: String(codes[0]) } : (data as { outcome: Answer }).outcome
}

const query = async <T>(field: string, who = somebody('reader')): Promise<T> => {
  const { data, codes } = await bench.ask(`{ asked: ${field} }`, {}, who)
  if (codes.length > 0) throw new Error(String(codes[0]))
  return (data as { asked: T }).asked
}

const listed = async (filter: string, who = somebody('reader')) => {
  type Listed = { readonly total: number; readonly nodes: readonly { readonly title: string }[] }
  const { total, nodes } = await query<Listed>(
    `findings(within: "${REGION}", filter: ${filter}) { total nodes { title } }`,
    who,
  )
  return { total, titles: nodes.map(({ title }) => title) }
}

const raised = async (cause: string, code = 'WATER') =>
  (await raise(bench, found(bench, { cause, title: `演示：${cause}`, place: placeIn(bench, organisation(code)) }))).id

const seen = ({ __typename, code }: Answer) => code ?? __typename

describe('the ledger of findings over the API', () => {
  it('7-a: holds what is reported by hand beside what every other source found, and joins what is the same', async () => {
    const input = {
      region: REGION,
      organisation: String(organisation('WATER')),
      type: 'CONDUCT',
      cause: '大声喧哗',
      title: '演示：窗口大声喧哗',
    }
    const first = await run('reportFinding', input, somebody('inspector'))
    const again = await run('reportFinding', { ...input, severity: 'GRAVE' }, somebody('another'))
    expect([seen(first), seen(again)]).toEqual(['ReportFindingPayload', 'ReportFindingPayload'])
    expect(again.finding?.id).toBe(first.finding?.id)
    const finding = await query<object>(
      `finding(id: "${first.finding?.id}") { type { clause title } severity state source raisedBy occurrenceCount
        organisation { code } region { code } veiled
        occurrences { severity source evidence { id } } trail { kind actor words severity } }`,
    )
    expect(finding).toEqual({
      type: { clause: '5-e', title: 'Manner and conduct of service' },
      severity: 'GRAVE',
      state: 'OPEN',
      source: 'REPORT',
      raisedBy: 'inspector',
      occurrenceCount: 2,
      organisation: { code: 'WATER' },
      region: { code: REGION },
      veiled: false,
      occurrences: [
        { severity: 'MINOR', source: 'REPORT', evidence: [] },
        { severity: 'GRAVE', source: 'REPORT', evidence: [] },
      ],
      trail: [
        { kind: 'RAISED', actor: 'inspector', words: input.title, severity: 'MINOR' },
        { kind: 'JOINED', actor: 'another', words: input.title, severity: 'GRAVE' },
      ],
    })
  })

  it('refuses what is reported of another place, of an unknown kind, or without words', async () => {
    const input = { region: REGION, type: 'CONDUCT', cause: '吵', title: '演示：吵' }
    const tried = [
      { ...input, region: '430102000000' },
      { ...input, organisation: '99999' },
      { ...input, type: 'NOTHING' },
      { ...input, title: ' ' },
      { ...input, files: ['00000000-0000-7000-8000-000000000000'] },
    ]
    const answers = []
    for (const one of tried) answers.push(seen(await run('reportFinding', one, somebody('inspector'))))
    expect(answers).toEqual(['NOT_FOUND', 'NOT_FOUND', 'INVALID_INPUT', 'INVALID_INPUT', 'NOT_FOUND'])
    expect(seen(await run('reportFinding', input, ofUnit('WATER')))).toBe('NOT_FOUND')
  })

  it('lists by state, kind, source, unit and words, and shows a unit its own only', async () => {
    await raised('LISTED water')
    await raised('LISTED roads', 'ROADS')
    expect((await listed('{ text: "listed" }')).total).toBe(2)
    expect((await listed('{ text: "listed" }', ofUnit('ROADS'))).titles).toEqual(['演示：LISTED roads'])
    expect((await listed('{ text: "listed", states: [SETTLED] }')).total).toBe(0)
    expect(
      (await listed(`{ text: "listed", source: DETECTOR, type: "TEST", organisation: "${organisation('WATER')}" }`))
        .titles,
    ).toEqual(['演示：LISTED water'])
    expect((await listed('{ isRepeated: true, severity: GRAVE }')).titles).toEqual(['演示：窗口大声喧哗'])
  })

  it('goes from page to page without a gap', async () => {
    for (const cause of ['PAGE 1', 'PAGE 2', 'PAGE 3']) await raised(cause)
    type Page = {
      nodes: { title: string }[]
      pageInfo: { endCursor: string | null; hasNextPage: boolean }
    }
    const titles: string[] = []
    for (let cursor: string | null = null, isMore = true; isMore;) {
      const place: string = cursor === null ? '' : `, after: "${cursor}"`
      const page: Page = await query<Page>(
        `findings(within: "${REGION}", filter: { text: "page " }, first: 2${place}) {
          nodes { title } pageInfo { endCursor hasNextPage } }`,
      )
      titles.push(...page.nodes.map(({ title }) => title))
      ;({ endCursor: cursor, hasNextPage: isMore } = page.pageInfo)
    }
    expect(titles).toEqual(['演示：PAGE 3', '演示：PAGE 2', '演示：PAGE 1'])
  })

  it('merges findings of one unit by hand, once, and not by the unit', async () => {
    const [one, other, elsewhere] = [await raised('MERGE a'), await raised('MERGE b'), await raised('MERGE c', 'ROADS')]
    const merge = (id: string, others: readonly string[], who = somebody('leader')) =>
      run('mergeFindings', { id, others, reason: '演示：同一问题' }, who)
    expect(seen(await merge(one, [other], ofUnit('WATER')))).toBe('FORBIDDEN')
    expect(seen(await merge(one, [elsewhere]))).toBe('CONFLICT')
    expect(seen(await merge(one, [one]))).toBe('INVALID_INPUT')
    expect(seen(await merge(one, [other]))).toBe('MergeFindingsPayload')
    expect(seen(await merge(one, [other]))).toBe('CONFLICT')
    const [stays, gone] = await Promise.all(
      [one, other].map((id) =>
        query<object>(`finding(id: "${id}") { state occurrenceCount mergedInto occurrences { title } }`),
      ),
    )
    expect(stays).toMatchObject({ state: 'OPEN', occurrenceCount: 2, occurrences: [{}, {}] })
    expect(gone).toMatchObject({ state: 'MERGED', mergedInto: one, occurrences: [] })
  })

  it('dismisses only by two people, neither of the unit, the second not who reported it', async () => {
    const id = await raised('DISMISS')
    const propose = (who: Principal) => run('proposeFindingDismissal', { id, reason: '演示：查无此事' }, who)
    const decide = (who: Principal, dismiss = true) =>
      run('decideFindingDismissal', { id, dismiss, words: '演示：属实' }, who)
    expect(seen(await decide(somebody('second')))).toBe('CONFLICT')
    expect(seen(await propose(ofUnit('WATER')))).toBe('FORBIDDEN')
    expect(seen(await propose(somebody('first')))).toBe('ProposeFindingDismissalPayload')
    expect(seen(await propose(somebody('second')))).toBe('CONFLICT')
    expect(seen(await decide(somebody('first')))).toBe('FORBIDDEN')
    expect(seen(await decide(somebody('second'), false))).toBe('DecideFindingDismissalPayload')
    await propose(somebody('first'))
    expect(seen(await decide(somebody('second')))).toBe('DecideFindingDismissalPayload')
    expect(await query(`finding(id: "${id}") { state dismissedBy possibleSteps trail { kind } }`)).toEqual({
      state: 'DISMISSED',
      dismissedBy: 'second',
      possibleSteps: [],
      trail: ['RAISED', 'DISMISSAL_PROPOSED', 'DISMISSAL_REFUSED', 'DISMISSAL_PROPOSED', 'DISMISSED'].map((kind) => ({
        kind,
      })),
    })
  })

  it('hides a veiled finding from its unit in list, count, look-up and figures until it is released', async () => {
    const organisationId = organisation('ROADS')
    const veil = { lo: null, hi: null, organisationId, hallId: null }
    const place = placeIn(bench, organisationId)
    const hidden = found(bench, { cause: 'CANARY', title: '演示：CANARY', place, veil, severity: 'GRAVE' })
    const figures = async () => {
      await bench.database.withScope({ mode: 'engine' }, foldDeltas)
      const asked = (code: string) =>
        query<object>(
          `rollup(region: "${REGION}", from: "2026-03-01", to: "2026-06-01", indicator: "${code}") { total { display } }`,
          ofUnit('ROADS'),
        )
      return [await asked('findings-raised'), await asked('findings-open')]
    }
    const look = async (id: string) => ({
      list: await listed('{ text: "canary" }', ofUnit('ROADS')),
      one: await query<object | null>(`finding(id: "${id}") { title }`, ofUnit('ROADS')),
      figures: await figures(),
    })
    const before = await figures()
    const { id } = await raise(bench, hidden)
    expect(await look(id)).toEqual({ list: { total: 0, titles: [] }, one: null, figures: before })
    expect((await listed('{ text: "canary" }')).total).toBe(1)
    expect(
      seen(await run('mergeFindings', { id, others: [await raised('X', 'ROADS')], reason: 'x' }, somebody('a'))),
    ).toBe('NOT_FOUND')
    await bench.database.withScope({ mode: 'engine' }, (trx) => releaseFindings(trx, [id], { at: after(25) }))
    expect(await look(id)).toMatchObject({ list: { total: 1 }, one: { title: '演示：CANARY' } })
    expect((await look(id)).figures).not.toEqual(before)
  })

  it('counts by its trail what a recount finds, whatever happens', async () => {
    const id = await raised('COUNTED')
    await bench.database.withScope({ mode: 'engine' }, (trx) =>
      settleFinding(trx, id, { at: new Date(FOUND.getTime() + DAY_MS), words: '演示' }),
    )
    await raised('COUNTED')
    await bench.database.withScope({ mode: 'engine' }, foldDeltas)
    const check = await query<object>(
      `rollupCheck(region: "${REGION}", from: "2026-03-01", to: "2026-06-01") { ok mismatches }`,
      somebody('administrator', { permissions: new Set([...ALL, 'core.administer']) }),
    )
    expect(check).toEqual({ ok: true, mismatches: [] })
  })
})
