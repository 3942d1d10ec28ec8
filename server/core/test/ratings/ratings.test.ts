import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveRating } from '../../src/ratings/handlers/give-rating.ts'
import { readRating, isRatingFault } from '../../src/ratings/rules/written.ts'
import { COUNTY, NOW, openBench, type RatingsBench } from './bench.ts'

let bench: RatingsBench

beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

const CANARY = { name: '金丝雀', phone: '13800138000', words: '演示：我是金丝雀' }
const CONTACTED = { reached: true, account: '演示：等候两小时' }

describe('rating by a link', () => {
  it('5-f: shows the service without the applicant, and takes one rating', async () => {
    const token = await bench.link(await bench.aCase('L1'))
    const form = `ratingForm(token: "${token}") { state kind hall matter tags { code negative title } }`
    expect(await bench.query(form, null)).toMatchObject({ state: 'OPEN', kind: 'FIRST', matter: '取水许可' })
    expect(await bench.give(token, { grade: 5, tags: ['KIND'] })).toMatchObject({ given: true })
    expect(await bench.give(token, { grade: 1 })).toMatchObject({ code: 'CONFLICT' })
    expect(await bench.query(form, null)).toMatchObject({ state: 'USED', tags: [] })
    const other = await bench.link(await bench.caseId('L1'))
    expect(await bench.give(other, { grade: 1 })).toMatchObject({ code: 'CONFLICT' })
  })

  it('stores one of 100 concurrent uses of a token, and tells the 99 that it was used', async () => {
    const token = await bench.link(await bench.aCase('L2'))
    const rating = readRating({ grade: 4 })
    if (isRatingFault(rating)) throw new Error(rating.field)
    const by = { token, rating, device: null, address: '203.0.113.7', rater: null }
    const uses = Array.from({ length: 100 }, () => giveRating(bench.host, by, new Date(NOW)))
    const outcomes = await Promise.allSettled(uses)
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(refused).toHaveLength(99)
    expect(refused.every((reason) => (reason as { code?: string }).code === 'CONFLICT')).toBe(true)
  })

  it('limits how often a token is tried', async () => {
    const token = await bench.link(await bench.aCase('L3'))
    const tries = await Promise.all(Array.from({ length: 40 }, () => bench.give(token, { grade: 9 })))
    const codes = tries.map(({ code }) => code)
    expect(codes.filter((code) => code === 'INVALID_INPUT')).toHaveLength(30)
    expect(codes.filter((code) => code === 'LIMIT_EXCEEDED')).toHaveLength(10)
  })

  it('knows no token that was changed, signed elsewhere or for something else, and none after its time', async () => {
    const token = await bench.link(await bench.aCase('L4'))
    const changed = `${token.slice(0, 10)}${token[10] === 'A' ? 'B' : 'A'}${token.slice(11)}`
    const elsewhere = bench.host.tokens.sign('other', Buffer.from(token, 'base64url').subarray(0, 37))
    for (const one of [changed, elsewhere, 'x', '']) {
      expect(await bench.give(one, { grade: 5 })).toMatchObject({ code: 'NOT_FOUND' })
      expect(await bench.query(`ratingForm(token: "${one}") { state hall }`, null)).toEqual({
        state: 'UNKNOWN',
        hall: null,
      })
    }
    bench.setNow('2026-05-10T10:00:00+08:00')
    expect(await bench.give(token, { grade: 5 })).toMatchObject({ code: 'CONFLICT' })
    expect(await bench.query(`ratingForm(token: "${token}") { state }`, null)).toEqual({ state: 'EXPIRED' })
    bench.setNow(NOW)
  })

  it('is forgotten with the day on which it could no longer be used, and stays refused', async () => {
    const token = await bench.link(await bench.aCase('L6'))
    expect(await bench.give(token, { grade: 5 })).toMatchObject({ given: true })
    const later = await bench.link(await bench.aCase('L7'))
    const used = () =>
      bench.host.withScope({ mode: 'engine' }, async (trx) => {
        const rows = await trx.selectFrom('ratings.token').select('expiresAt').execute()
        return rows.map(({ expiresAt }) => expiresAt.getTime())
      })
    const purge = () => bench.dailies.find(({ plugin }) => plugin === 'ratings')?.work()
    const [before, over] = [await used(), new Date('2026-05-10T10:00:00+08:00')]
    await purge()
    expect(await used()).toEqual(before)
    bench.setNow(over.toISOString())
    await purge()
    expect(await used()).toEqual(before.filter((at) => at > over.getTime()))
    expect(before.length).toBeGreaterThan(0)
    expect(await bench.give(token, { grade: 5 })).toMatchObject({ code: 'CONFLICT' })
    expect(await bench.give(later, { grade: 5 })).toMatchObject({ code: 'CONFLICT' })
    bench.setNow(NOW)
  })

  it('is made by nobody for a case out of reach', async () => {
    const input = { case: await bench.aCase('L5'), channel: 'QR' }
    expect(await bench.run('createRatingLink', input, bench.people.foreign, 'token')).toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await bench.run('createRatingLink', input, null, 'token')).toEqual({ __typename: 'UNAUTHENTICATED' })
  })
})

describe('a negative rating', () => {
  it('5-g: goes from contact to verdict, finding, repair and follow-up, which stands beside', async () => {
    const { desk, water } = bench.people
    const id = await bench.rate('N1', { grade: 1, tags: ['SLOW'], ...CANARY })
    expect(await bench.run('settleRating', { id, outcome: '整改' }, water)).toMatchObject({ code: 'CONFLICT' })
    expect(await bench.run('contactRater', { id, ...CONTACTED }, water)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await bench.run('contactRater', { id, ...CONTACTED }, desk)).toMatchObject({ id })
    expect(await bench.run('verifyRating', { id, upheld: true, ground: '属实' }, desk)).toMatchObject({ id })
    const findings = await bench.host.withScope({ mode: 'engine' }, (trx) =>
      trx
        .selectFrom('findings.finding')
        .select(['type', 'cause', 'severity', 'organisationId', 'title'])
        .where('sourceId', '=', id)
        .execute(),
    )
    expect(findings).toEqual([
      expect.objectContaining({
        type: 'NEGATIVE_RATING',
        cause: 'SLOW',
        severity: 'SERIOUS',
        organisationId: water.organisationId,
      }),
    ])
    const early = await bench.run('createFollowUpLink', { id, channel: 'SMS' }, desk, 'token')
    expect(early).toMatchObject({ code: 'CONFLICT' })
    expect(await bench.run('settleRating', { id, outcome: '已增开窗口' }, water)).toMatchObject({ id })
    const again = await bench.run('createFollowUpLink', { id, channel: 'SMS' }, desk, 'token')
    expect(await bench.give(String(again['token']), { grade: 4 })).toMatchObject({ given: true })
    const order = `ratingOrder(id: "${id}") { state followUpGrade grade rating { kind grade verdict } trail { step actor } }`
    expect(await bench.query(order, desk)).toMatchObject({
      state: 'CLOSED',
      grade: 1,
      followUpGrade: 4,
      rating: { kind: 'FIRST', grade: 1, verdict: 'UPHELD' },
      trail: [{ step: 'CONTACT' }, { step: 'UPHOLD' }, { step: 'FIX', actor: 'water' }, { step: 'FOLLOW_UP' }],
    })
  })

  it('5-g: is struck out by two people only, and leaves the satisfaction rate but not the raw one', async () => {
    const { desk, second, authority } = bench.people
    const before = await bench.figure('satisfaction-rate')
    const id = await bench.rate('N2', { grade: 2 })
    await bench.run('contactRater', { id, ...CONTACTED }, desk)
    const proposal = { id, strike: 'MISTAKEN', ground: '本人称点错' }
    expect(await bench.run('verifyRating', { ...proposal, upheld: false }, desk)).toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect(await bench.run('verifyRating', proposal, desk)).toMatchObject({ id })
    const decision = { id, agreed: true, words: '同意' }
    expect(await bench.run('decideStrike', decision, desk)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await bench.run('decideStrike', decision, second)).toMatchObject({ id })
    expect(await bench.run('decideStrike', decision, authority)).toMatchObject({ code: 'CONFLICT' })
    expect((await bench.figure('satisfaction-rate'))?.denominator).toBe(before?.denominator)
    expect((await bench.figure('ratings-struck-share'))?.numerator).toBe(1)
    const raw = await bench.figure('satisfaction-rate-raw')
    expect(raw?.denominator).toBe((before?.denominator ?? 0) + 1)
  })

  it('5-g: is explained and closed where it was not right, and may be verified anew after a refusal', async () => {
    const { desk, second } = bench.people
    const id = await bench.rate('N3', { grade: 2 })
    await bench.run('contactRater', { id, ...CONTACTED }, desk)
    await bench.run('verifyRating', { id, strike: 'MALICIOUS', ground: '疑似恶意' }, desk)
    await bench.run('decideStrike', { id, agreed: false, words: '依据不足' }, second)
    await bench.run('verifyRating', { id, upheld: false, ground: '政策规定如此' }, desk)
    expect(await bench.run('settleRating', { id, outcome: '已解释' }, desk)).toMatchObject({ id })
    expect(await bench.run('closeRatingOrder', { id, words: '无法联系' }, desk)).toMatchObject({ id })
    const order = await bench.query(`ratingOrder(id: "${id}") { state findingId strikeReason }`, desk)
    expect(order).toEqual({ state: 'CLOSED', findingId: null, strikeReason: null })
  })

  it('5-g: gets a card when nobody gets in touch within a working day', async () => {
    const id = await bench.rate('N4', { grade: 1 })
    bench.setNow('2026-03-13T10:00:00+08:00')
    await bench.passClocks()
    bench.setNow(NOW)
    const cards = await bench.database.withScope({ mode: 'engine' }, (trx) =>
      trx.selectFrom('core.alert').select(['clock', 'level']).where('caseId', '=', id).execute(),
    )
    expect(cards).toContainEqual({ clock: 'rating-contact', level: 'YELLOW' })
  })

  it('5-f: tells who visits everybody that it was given under a name, and nothing of the rater', async () => {
    await bench.rate('N5', { grade: 2, ...CANARY })
    const events = await bench.database.withScope({ mode: 'engine' }, (trx) =>
      trx.selectFrom('core.outbox').selectAll().where('kind', '=', 'ratings.rating.given').orderBy('id').execute(),
    )
    const last = events.at(-1)
    expect(JSON.parse(last?.payload ?? '{}')).toMatchObject({ grade: 2, isNegative: true, isRealName: true })
    expect([last?.organisationId, last?.hallId]).toEqual([null, null])
  })
})

describe('who rated', () => {
  const everything = `ratings(within: "${COUNTY}", first: 200) { nodes { id day grade hasWords isRealName
    voice { caseId givenAt words rater { name phone } } } }`

  it('is known to the desk masked, and in clear only with a reason in the audit log', async () => {
    type Node = { readonly id: string; readonly voice: { readonly words: string | null } | null }
    const { nodes } = await bench.query<{ readonly nodes: readonly Node[] }>(everything, bench.people.desk)
    const found = nodes.find(({ voice }) => voice?.words === CANARY.words)
    expect(found?.voice).toMatchObject({ rater: { name: '金*', phone: '138****8000' } })
    const input = { rating: found?.id, reason: '回访核实差评' }
    expect(await bench.run('revealRater', input, bench.people.desk, 'rater { name phone }')).toMatchObject({
      rater: { name: CANARY.name, phone: CANARY.phone },
    })
    expect(await bench.run('revealRater', input, bench.people.water, 'rater { name }')).toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await bench.run('revealRater', input, bench.people.foreign, 'rater { name }')).toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('appears nowhere that the rated reach, nor does the case or the words', async () => {
    const { water } = bench.people
    const list = await bench.query<{ readonly nodes: readonly { readonly voice: unknown }[] }>(everything, water)
    expect(list.nodes.length).toBeGreaterThan(5)
    expect(list.nodes.every(({ voice }) => voice === null)).toBe(true)
    const orders = `ratingOrders(within: "${COUNTY}") { nodes { id account rating { voice { words } } trail { actor } } }`
    const said = JSON.stringify([list, await bench.query(orders, water)])
    for (const secret of [CANARY.name, CANARY.phone, '金', '金丝雀']) expect(said).not.toContain(secret)
    const own = await bench.query<{ readonly nodes: readonly unknown[] }>(orders, bench.people.foreign).catch(String)
    expect(JSON.stringify(own)).not.toContain('account')
  })
})
