import { checkRollups } from '@zhikong/core'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { improvement } from '../../src/index.ts'
import { CITY, COUNTY, MONDAY, openBench, type ImprovementBench } from './bench.ts'

let bench: ImprovementBench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

type Nodes = { readonly nodes: readonly Readonly<Record<string, unknown>>[] }
const nodes = async (field: string, who = bench.people.authority) => (await bench.query<Nodes>(field, who)).nodes

/** Takes one as far as its closing. */
const close = async (id: string) => {
  const { water, inspector } = bench.people
  await bench.run('acceptRectification', { id }, water)
  await bench.run('planRectification', { id, measures: '培训', responsible: '演示科长' }, water)
  await bench.run('finishRectification', { id, outcome: '已培训', evidence: [await bench.upload(water)] }, water)
  await bench.run('feedBackRectification', { id, feedback: '请复查' }, water)
  return bench.run('recheckRectification', { id, passed: true, words: '属实' }, inspector)
}

const shown = (id: string) =>
  bench.query<Readonly<Record<string, unknown>>>(
    `rectification(id: "${id}") { state kind effect reopenings firstDue due organisation { code } isWatched }`,
    bench.people.authority,
  )

const ledger = (id: string) =>
  bench.host.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('findings.finding').select(['state', 'reopenings']).where('id', '=', id).executeTakeFirst(),
  )

const FIRST_HALF = ['2026-03-01', '2026-09-01'] as const

describe('7-d: the effect of a repair', () => {
  it('7-d: is pending until its days are over, then effective; a finding of the same cause before says it is not', async () => {
    const [good, bad] = [await bench.raise({ cause: 'GOOD' }), await bench.raise({ cause: 'BAD' })]
    const [fine, poor] = [await find(good.id), await find(bad.id)]
    expect(await close(fine)).toMatchObject({ id: fine })
    await close(poor)
    expect(await ledger(good.id)).toMatchObject({ state: 'SETTLED' })
    const { firstDue } = await shown(poor)
    expect((await bench.figure('rectification-effective-rate', ...FIRST_HALF))?.n).toBe(0)
    bench.setNow('2026-04-10T10:00:00+08:00')
    expect(await bench.raise({ cause: 'BAD' })).toMatchObject({ id: bad.id, outcome: 'REOPENED' })
    expect(await shown(poor)).toMatchObject({
      state: 'REOPENED',
      effect: 'REPEATED',
      reopenings: 1,
      firstDue,
      due: firstDue,
    })
    expect(await shown(fine)).toMatchObject({ state: 'CLOSED', effect: 'PENDING' })
    bench.setNow('2026-06-02T10:00:00+08:00')
    await bench.passClocks()
    await bench.deliverEvents()
    expect(await shown(fine)).toMatchObject({ effect: 'EFFECTIVE' })
    expect(await bench.figure('rectification-effective-rate', ...FIRST_HALF)).toMatchObject({ numerator: 1, n: 2 })
    bench.setNow(MONDAY)
  })

  const find = async (finding: string) =>
    String(
      (await nodes(`rectifications(within: "${CITY}", filter: { finding: "${finding}" }) { nodes { id } }`))[0]?.['id'],
    )
})

describe('7-b: a trend', () => {
  it('7-b: of one cause at several units is proposed once, and opens a systemic rectification when confirmed', async () => {
    const { manager, water, auditor } = bench.people
    const trends = (who = manager) =>
      nodes(`trends(within: "${COUNTY}") { nodes { id units findings state region { code } } }`, who)
    for (const unit of ['WATER', 'LAND']) await bench.raise({ cause: 'SHARED', unit })
    expect(await trends()).toEqual([])
    await bench.raise({ cause: 'SHARED', unit: 'TAX' })
    const [trend] = await trends()
    expect(trend).toMatchObject({ units: 3, findings: 3, state: 'PROPOSED', region: { code: COUNTY } })
    await bench.deliverEvents()
    expect(await trends()).toHaveLength(1)
    expect(await trends(water)).toEqual([])
    const input = { id: trend?.['id'], confirm: true, reason: '全县统一开展窗口礼仪专项整治。' }
    expect(await bench.run('judgeTrend', input, auditor)).toEqual({ __typename: 'FORBIDDEN' })
    expect(await bench.run('judgeTrend', input, manager)).toMatchObject({ id: trend?.['id'] })
    expect(await bench.run('judgeTrend', input, manager)).toMatchObject({ code: 'CONFLICT' })
    const all = await nodes(`rectifications(within: "${COUNTY}") { nodes { kind title state issuer } }`)
    expect(all).toContainEqual({ kind: 'SYSTEMIC', title: input.reason, state: 'ASSIGNED', issuer: 'manager' })
    await bench.raise({ cause: 'SHARED', unit: null })
    expect(await trends()).toHaveLength(1)
  })
})

describe('7-d: authorities', () => {
  it('7-d: urge the unit, which answers within a limit, watch one, and are told what is answered late', async () => {
    const { inspector, water, land, foreign } = bench.people
    const id = await bench.find()
    const urged = { id, words: '请抓紧整改。' }
    expect(await bench.run('urgeRectification', urged, water)).toEqual({ __typename: 'FORBIDDEN' })
    expect(await bench.run('urgeRectification', urged, foreign)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await bench.run('urgeRectification', urged, inspector)).toMatchObject({ id })
    const asked = `urges(within: "${COUNTY}", open: true) { nodes { id source ground words due rectificationId answer } }`
    const [urge] = await nodes(asked, water)
    expect(urge).toMatchObject({
      source: 'AUTHORITY',
      words: urged.words,
      rectificationId: id,
      due: '2026-03-05T09:00:00.000Z',
    })
    expect(await nodes(asked, land)).toEqual([])
    const answer = { id: urge?.['id'], words: '已安排专人，三日内完成。' }
    expect(await bench.run('answerUrge', answer, land)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await bench.run('answerUrge', answer, water)).toMatchObject({ id: answer.id })
    expect(await bench.run('answerUrge', answer, water)).toMatchObject({ code: 'CONFLICT' })
    expect(await bench.figure('urge-answer-rate', '2026-03-01', '2026-04-01')).toMatchObject({ numerator: 1, n: 1 })
    const watched = () =>
      nodes(`rectifications(within: "${COUNTY}", filter: { watched: true }) { nodes { id isWatched } }`, inspector)
    expect(await bench.run('watchRectification', { id, watch: true }, inspector)).toMatchObject({ id })
    expect(await watched()).toEqual([{ id, isWatched: true }])
    expect(await shown(id)).toMatchObject({ isWatched: false })
    await bench.run('watchRectification', { id, watch: false }, inspector)
    expect(await watched()).toEqual([])
    await bench.run('urgeRectification', urged, inspector)
    bench.setNow('2026-03-06T09:30:00+08:00')
    await bench.passClocks()
    const cards = await bench.database.withScope({ mode: 'engine' }, (trx) =>
      trx
        .selectFrom('core.alert')
        .select('level')
        .where('clock', '=', 'urge-answer')
        .where('level', '=', 'YELLOW')
        .execute(),
    )
    expect(cards).toHaveLength(1)
    bench.setNow(MONDAY)
  })

  it('7-d: recheck what fell due; the rate says how many', async () => {
    bench.setNow('2026-11-02T10:00:00+08:00')
    const id = await bench.find()
    await close(id)
    expect(await bench.figure('recheck-rate', '2026-11-01', '2026-12-01')).toMatchObject({ numerator: 1, n: 1 })
    bench.setNow(MONDAY)
  })
})

describe('7-d: a citizen', () => {
  it('7-d: urges on the own case by a signed link, once a day, and reads the answer there', async () => {
    const { manager, foreign } = bench.people
    const days = (amount: number) => ({ amount, unit: 'WORKING_DAY' as const })
    await bench.save('matters', [
      { code: 'M1', name: '取水许可', type: 'LICENCE', kind: 'PROMISED', promised: days(5), statutory: days(10) },
    ])
    const at = {
      source: 'test',
      externalId: 'C-1',
      hall: COUNTY,
      organisation: 'WATER',
      matter: 'M1',
      channel: 'WINDOW',
    }
    await bench.report([{ ...at, eventId: 'a', kind: 'ACCEPTED', occurredAt: new Date(MONDAY) }])
    const [one] = await nodes(`cases(within: "${COUNTY}") { nodes { id } }`)
    const tokenFor = (who: typeof manager) =>
      bench.query<string | null>(`urgeToken(case: "${String(one?.['id'])}")`, who)
    expect(await tokenFor(foreign)).toBeNull()
    const token = (await tokenFor(manager)) ?? ''
    const own = async (link = token) =>
      (await bench.ask(`{ ownMatter(token: "${link}") { number hall mayUrge urges { answer } } }`)).data
    const urge = async (link = token) =>
      (
        await bench.ask(
          `mutation { outcome: urgeMatter(input: { token: "${link}", ground: SLOW }) {
            ... on UrgeMatterPayload { received } ... on InputError { code } } }`,
        )
      ).data
    expect(await own()).toEqual({ ownMatter: { number: 'C-1', hall: `大厅 ${COUNTY}`, mayUrge: true, urges: [] } })
    expect(await own(`${token.slice(0, -2)}AA`)).toEqual({ ownMatter: null })
    expect(await urge('none')).toEqual({ outcome: { code: 'NOT_FOUND' } })
    expect(await urge()).toEqual({ outcome: { received: true } })
    expect(await urge()).toEqual({ outcome: { code: 'LIMIT_EXCEEDED' } })
    const [urged] = await nodes(
      `urges(within: "${COUNTY}", open: true, first: 1) { nodes { id source number urgedBy words } }`,
    )
    expect(urged).toMatchObject({ source: 'PUBLIC', number: 'C-1', urgedBy: null, words: null })
    await bench.run('answerUrge', { id: urged?.['id'], words: '今日办结。' }, manager)
    expect(await own()).toMatchObject({ ownMatter: { mayUrge: false, urges: [{ answer: '今日办结。' }] } })
    const flood = Array.from({ length: 40 }, () => bench.ask(`{ ownMatter(token: "${token}") { number } }`))
    expect((await Promise.all(flood)).flatMap(({ codes }) => codes)).toContain('LIMIT_EXCEEDED')
  })
})

describe('7-c: the monitor of ratings', () => {
  it('7-c: takes a fault from its finding over a judgement and a correction to its closing by somebody else', async () => {
    const { manager, authority, foreign, inspector } = bench.people
    const hall = COUNTY
    const fault = {
      hall,
      kind: 'OWN_DEVICE',
      from: '2026-02-01',
      to: '2026-03-01',
      part: 12,
      whole: 300,
      words: '窗口代评。',
    }
    expect(await bench.run('reportRatingFault', fault, inspector)).toEqual({ __typename: 'FORBIDDEN' })
    expect(await bench.run('reportRatingFault', fault, foreign)).toMatchObject({ code: 'NOT_FOUND' })
    const { id } = await bench.run('reportRatingFault', fault, manager)
    expect(await bench.run('reportRatingFault', fault, manager)).toMatchObject({ code: 'CONFLICT' })
    expect(await bench.run('correctRatingFault', { id, words: '已更换设备。' }, manager)).toMatchObject({
      code: 'CONFLICT',
    })
    expect(await bench.run('judgeRatingFault', { id, confirm: true, words: '属实。' }, authority)).toMatchObject({ id })
    expect(await bench.run('correctRatingFault', { id, words: '已更换设备。' }, manager)).toMatchObject({ id })
    expect(await bench.run('closeRatingFault', { id, words: '已查验。' }, manager)).toMatchObject({ code: 'CONFLICT' })
    expect(await bench.figure('rating-faults-settled-rate', '2026-03-01', '2026-04-01')).toMatchObject({
      numerator: 0,
      n: 1,
    })
    expect(await bench.run('closeRatingFault', { id, words: '已查验。' }, authority)).toMatchObject({ id })
    expect(
      await nodes(`ratingFaults(within: "${COUNTY}") { nodes { kind state part correctedBy closedBy hall { code } } }`),
    ).toEqual([
      {
        kind: 'OWN_DEVICE',
        state: 'CLOSED',
        part: 12,
        correctedBy: 'manager',
        closedBy: 'authority',
        hall: { code: COUNTY },
      },
    ])
    expect(await bench.figure('rating-faults-settled-rate', '2026-03-01', '2026-04-01')).toMatchObject({
      numerator: 1,
      n: 1,
    })
  })

  it('7-c: is fed by what the ratings of a hall show, once for a period', async () => {
    const { manager, foreign, water } = bench.people
    const { areaCode, regionId, scopeKey } = bench.place(null)
    const hallId = (await bench.registers.snapshot()).index.hallByCode.get(COUNTY)?.id ?? 0
    const place = { areaCode, regionId, scopeKey, hallId, organisationId: null, windowId: null }
    const asked = {
      matterId: 1,
      kind: 'FIRST',
      channel: 'QR',
      caseChannel: '',
      caseSource: '',
      version: 1,
      tags: '',
    } as const
    const best = {
      grade: 5,
      isDefault: true,
      isSatisfied: true,
      items: '{}',
      hasWords: false,
      isRealName: false,
    } as const
    const rows = Array.from({ length: 30 }, () => ({
      id: randomUUID(),
      ...place,
      ...asked,
      ...best,
      day: '2026-02-10',
    }))
    const givenAt = new Date('2026-02-10T10:01:00+08:00')
    const when = { givenAt, receivedAt: givenAt, caseEndedAt: null, endedBefore: false, openedOn: '2026-02-09' }
    const where = { areaCode, scopeKey, hallId, organisationId: null, windowId: null }
    const how = {
      kind: 'FIRST',
      source: 'test',
      contentHash: '',
      deviceHash: Buffer.alloc(32),
      addressHash: null,
    } as const
    const given = rows.map(({ id }) => {
      return { ...where, ...when, ...how, caseId: randomUUID(), ratingId: id, externalId: id, words: null }
    })
    await bench.host.withScope({ mode: 'engine' }, async (trx) => {
      await trx.insertInto('ratings.rating').values(rows).execute()
      await trx.insertInto('ratings.given').values(given).execute()
    })
    const period = { region: COUNTY, from: '2026-02-09', to: '2026-02-16' }
    expect(await bench.run('detectRatingFaults', period, foreign, 'detected')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await bench.run('detectRatingFaults', period, water, 'detected')).toEqual({ __typename: 'FORBIDDEN' })
    expect(await bench.run('detectRatingFaults', period, manager, 'detected')).toMatchObject({ detected: 5 })
    expect(await bench.run('detectRatingFaults', period, manager, 'detected')).toMatchObject({ detected: 0 })
    const found = await nodes(
      `ratingFaults(within: "${COUNTY}", state: DETECTED) { nodes { kind part whole detectedBy } }`,
    )
    expect(found.map(({ kind }) => kind).toSorted()).toEqual([
      'ALL_BEST',
      'BEFORE_CLOSE',
      'BURST',
      'DEFAULTS',
      'OWN_DEVICE',
    ])
    const daily = bench.dailies.find(({ plugin }) => plugin === 'improvement')
    await daily?.work() // looks at the week from 23 February, of which there is nothing
    bench.setNow('2026-02-18T03:00:00+08:00')
    await daily?.work() // the week that was looked at above
    bench.setNow(MONDAY)
    expect(await nodes(`ratingFaults(within: "${COUNTY}", state: DETECTED) { nodes { kind } }`)).toHaveLength(
      found.length,
    )
  })

  it('7-c: keeps a log of changes of method, with reason and effect', async () => {
    const { manager, foreign } = bench.people
    const change = {
      region: COUNTY,
      title: '扫码评价',
      change: '改为办结后短信邀评。',
      reason: '窗口代评较多。',
      inForceOn: '2026-03-09',
    }
    expect(await bench.run('recordMethodChange', change, foreign)).toMatchObject({ code: 'NOT_FOUND' })
    const { id } = await bench.run('recordMethodChange', change, manager)
    expect(await bench.run('assessMethodChange', { id, effect: '代评下降。' }, foreign)).toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await bench.run('assessMethodChange', { id, effect: '代评下降。' }, manager)).toMatchObject({ id })
    expect(await bench.run('assessMethodChange', { id, effect: '再次。' }, manager)).toMatchObject({ code: 'CONFLICT' })
    expect(await nodes(`methodChanges(within: "${CITY}") { nodes { title reason inForceOn effect } }`)).toEqual([
      { title: change.title, reason: change.reason, inForceOn: change.inForceOn, effect: '代评下降。' },
    ])
  })
})

describe('the limits of a region (7-b)', () => {
  it('hold for all within it unless a nearer one says otherwise, and can keep findings from being handed over at once', async () => {
    const { authority, manager } = bench.people
    const terms = (region: string) =>
      bench.query<object>(`improvementTerms(region: "${region}") { handOverDays minorDays handsOverAtOnce }`, authority)
    expect(await terms(COUNTY)).toEqual({ handOverDays: 1, minorDays: 15, handsOverAtOnce: true })
    expect(await bench.run('setImprovementTerms', { region: COUNTY, minorDays: 9 }, manager, 'region')).toEqual({
      __typename: 'FORBIDDEN',
    })
    const city = { region: CITY, handsOverAtOnce: false, minorDays: 12 }
    expect(await bench.run('setImprovementTerms', city, authority, 'region')).toMatchObject({ region: CITY })
    await bench.run('setImprovementTerms', { region: COUNTY, handOverDays: 2 }, authority, 'region')
    expect(await terms(COUNTY)).toEqual({ handOverDays: 2, minorDays: 12, handsOverAtOnce: false })
    expect(await bench.run('setImprovementTerms', { region: CITY, minorDays: 0 }, authority, 'region')).toMatchObject({
      path: ['input', 'minorDays'],
    })
    const id = await bench.find({ severity: 'MINOR' })
    expect(await shown(id)).toMatchObject({ state: 'FOUND', organisation: { code: 'WATER' } })
    const board = await bench.query<object[]>(`rectificationBoard(within: "${COUNTY}") { state count late }`, authority)
    expect(board).toContainEqual({ state: 'FOUND', count: 2, late: 0 })
  })
})

describe('the demo', () => {
  it('loads findings at every stage of their repair, once', async () => {
    bench.setNow('2026-12-01T10:00:00+08:00')
    await bench.run('setImprovementTerms', { region: COUNTY, handsOverAtOnce: true }, bench.people.authority, 'region')
    await improvement.demo?.(bench.host, () => undefined)
    await improvement.demo?.(bench.host, () => undefined)
    await bench.deliverEvents()
    const all = await nodes(`rectifications(within: "${COUNTY}", first: 200) { nodes { title state recheckPassed } }`)
    const states = all.filter(({ title }) => String(title).startsWith('演示数据')).map(({ state }) => state)
    expect(states.toSorted()).toEqual(['ASSIGNED', 'CLOSED', 'FOUND', 'REOPENED'])
  })
})

describe('what is counted', () => {
  it('is the same when it is counted again from the records (7-a, 7-b, 7-c, 7-d)', async () => {
    bench.setNow('2026-12-01T10:00:00+08:00')
    await bench.fold()
    const { checked, mismatches } = await checkRollups(bench, CITY, { from: '2026-03-01', to: '2026-12-01' })
    expect(mismatches).toEqual([])
    expect(checked).toBeGreaterThan(0)
  })
})
