import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settleFinding } from '../../src/findings/settle.ts'
import { releaseFindings } from '../../src/findings/release.ts'
import { after, found, FOUND, placeIn, raise } from './bench.ts'

let bench: PluginBench

beforeAll(async () => {
  bench = await openPluginBench([])
})
afterAll(() => bench.end())

type Row = Readonly<Record<string, unknown>>

const engine = async (statement: ReturnType<typeof sql<Row>>): Promise<readonly Row[]> =>
  bench.database.withScope({ mode: 'engine' }, async (trx) => (await statement.execute(trx)).rows)

const trailOf = async (id: string) =>
  (await engine(sql<Row>`select kind from findings.step where finding_id = ${id} order by id`)).map(({ kind }) => kind)

const eventsOf = async (id: string) =>
  (await engine(sql<Row>`select kind from core.outbox where payload like ${`%${id}%`} order by id`)).map(
    ({ kind }) => kind,
  )

const settle = (id: string, at: Date) =>
  bench.database.withScope({ mode: 'engine' }, (trx) => settleFinding(trx, id, { at, words: '已整改' }))

describe('the ledger of findings', () => {
  it('raises what the same source found once, however often it is told', async () => {
    const finding = found(bench, { cause: 'ONCE' })
    const first = await raise(bench, finding)
    const again = await Promise.all([raise(bench, finding), raise(bench, finding), raise(bench, finding)])
    expect(first.outcome).toBe('RAISED')
    expect(again).toEqual([first, first, first])
    expect(await eventsOf(first.id)).toEqual(['findings.finding.raised'])
  })

  it('joins what is found again while it is open, the graver severity with it', async () => {
    const first = await raise(bench, found(bench, { cause: 'OFTEN' }))
    const others = await Promise.all(
      (['GRAVE', 'SERIOUS', 'MINOR'] as const).map((severity) =>
        raise(bench, found(bench, { cause: 'OFTEN', severity, foundAt: after(3) })),
      ),
    )
    expect(others).toEqual(others.map(() => ({ id: first.id, outcome: 'JOINED' })))
    const [row] = await engine(
      sql<Row>`select occurrences, severity, state from findings.finding where id = ${first.id}`,
    )
    expect(row).toEqual({ occurrences: 4, severity: 'GRAVE', state: 'OPEN' })
    expect(await trailOf(first.id)).toEqual(['RAISED', 'JOINED', 'JOINED', 'JOINED'])
  })

  it('keeps apart what differs in unit, cause or subject', async () => {
    const alike = [
      {},
      { place: placeIn(bench, 8) },
      { place: placeIn(bench, null) },
      { cause: 'APART, OTHERWISE' },
      { subject: { type: 'core.matter', id: '1' } },
      { subject: { type: 'core.matter', id: '2' } },
    ]
    const raised = await Promise.all(alike.map((with_) => raise(bench, found(bench, { cause: 'APART', ...with_ }))))
    expect(raised.map(({ outcome }) => outcome)).toEqual(alike.map(() => 'RAISED'))
  })

  it('reopens what was settled when it is found again within 90 days, and raises it anew later', async () => {
    const { id } = await raise(bench, found(bench, { cause: 'BACK' }))
    expect([await settle(id, after(5)), await settle(id, after(5))]).toEqual([true, false])
    expect(await raise(bench, found(bench, { cause: 'BACK', foundAt: after(95) }))).toEqual({ id, outcome: 'REOPENED' })
    await settle(id, after(100))
    const late = await raise(bench, found(bench, { cause: 'BACK', foundAt: after(191) }))
    expect(late).toMatchObject({ outcome: 'RAISED' })
    expect(late.id).not.toBe(id)
    expect(await trailOf(id)).toEqual(['RAISED', 'SETTLED', 'REOPENED', 'SETTLED'])
  })

  it('tells and counts nothing of what is veiled until it is released, and then on that day', async () => {
    const veil = { lo: null, hi: null, organisationId: 7, hallId: null }
    const { id } = await raise(bench, found(bench, { cause: 'HIDDEN', veil }))
    expect(await raise(bench, found(bench, { cause: 'HIDDEN', veil }))).toMatchObject({ outcome: 'RAISED' })
    expect([await trailOf(id), await eventsOf(id), await settle(id, after(1))]).toEqual([[], [], false])
    const known = await raise(bench, found(bench, { cause: 'HIDDEN' }))
    expect(known).toMatchObject({ outcome: 'RAISED' })

    const alone = await raise(bench, found(bench, { cause: 'HIDDEN ALONE', veil }))
    const ids = [id, alone.id]
    const release = () =>
      bench.database.withScope({ mode: 'engine' }, (trx) => releaseFindings(trx, ids, { at: after(20) }))
    expect(new Set(await release())).toEqual(
      new Set([
        { id: known.id, outcome: 'JOINED' },
        { id: alone.id, outcome: 'RAISED' },
      ]),
    )
    expect(await release()).toEqual([])
    expect([await eventsOf(alone.id), await trailOf(known.id)]).toEqual([
      ['findings.finding.raised'],
      ['RAISED', 'JOINED'],
    ])
    const [step] = await engine(sql<Row>`select day::text as day from findings.step where finding_id = ${alone.id}`)
    expect(step).toEqual({ day: '2026-03-30' })
  })

  it('lets nobody who serves change or take away a step of the trail', async () => {
    const { id } = await raise(bench, found(bench, { cause: 'TRAIL' }))
    await expect(engine(sql<Row>`update findings.step set words = '' where finding_id = ${id}`)).rejects.toThrow(
      'permission denied',
    )
    await expect(engine(sql<Row>`delete from findings.step where finding_id = ${id}`)).rejects.toThrow(
      'permission denied',
    )
  })

  it('dates what it counts by the local day', async () => {
    const { id } = await raise(bench, found(bench, { cause: 'DAY', foundAt: new Date('2026-03-10T16:30:00Z') }))
    const [step] = await engine(sql<Row>`select day::text as day from findings.step where finding_id = ${id}`)
    expect([FOUND.getUTCDate(), step]).toEqual([10, { day: '2026-03-11' }])
  })
})
