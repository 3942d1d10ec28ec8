import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { at } from '../../clock/fixtures.ts'
import type { SubjectsKit } from './subjects-kit.ts'
import { START, startSubjects } from './subjects-kit.ts'

let kit: SubjectsKit
beforeAll(async () => {
  kit = await startSubjects()
})
beforeEach(() => kit.clear())
afterAll(() => kit.end())

const clock = 'disclosure'
const TEN = { limit: { amount: 10, unit: 'WORKING_DAY' } } as const
const unknown = '00000000-0000-7000-8000-000000000000'

describe('6.4-b: a clock of a record', () => {
  test('started twice runs once, as it was started first', async () => {
    const id = await kit.start({ clock, ...TEN })
    await kit.start({ clock, id, limit: { amount: 1, unit: 'WORKING_DAY' } })
    expect(await kit.rowOf(id)).toMatchObject({ limitAmount: 10 })
  })

  test('another limit moves what is to come and takes back no card', async () => {
    const id = await kit.start({ clock, limit: { amount: 2, unit: 'WORKING_DAY' } })
    await kit.pass('2018-10-17 10:00:01')
    const issued = ['WARNING 2018-10-16 10:00:01 ISSUED', 'YELLOW 2018-10-17 10:00:01 ISSUED']
    expect(await kit.cards(id)).toEqual(issued)
    await kit.change((trx, clocks) => clocks.change(trx, { clock, id }, { terms: TEN, title: '延期（测试）' }))
    await kit.pass('2018-10-29 17:00:00')
    expect(await kit.cards(id)).toEqual(issued)
    await kit.pass('2018-10-30 09:00:01')
    expect(await kit.cards(id)).toEqual([...issued, 'RED 2018-10-30 09:00:01 ISSUED'])
  })

  test('a suspension with a cap shifts what is to come by its days, and gives back what it did not need', async () => {
    const id = await kit.start({ clock, limit: { amount: 5, unit: 'WORKING_DAY' } })
    const noticed = { approvedDays: 3, noticed: true, reason: 'THIRD_PARTY' }
    await kit.change((trx, clocks) => clocks.suspend(trx, { clock, id }, { from: at('2018-10-16 10:00'), ...noticed }))
    await kit.pass('2018-10-22 10:00:00')
    expect(await kit.cards(id)).toEqual([])
    await kit.pass('2018-10-22 10:00:01')
    expect(await kit.cards(id)).toEqual(['WARNING 2018-10-22 10:00:01 ISSUED'])
    await kit.change((trx, clocks) => clocks.resume(trx, { clock, id }, at('2018-10-17 10:00')))
    await kit.pass('2018-10-23 10:00:00')
    expect(await kit.cards(id)).toHaveLength(1)
    await kit.pass('2018-10-23 10:00:01')
    expect((await kit.cards(id)).at(-1)).toBe('YELLOW 2018-10-23 10:00:01 ISSUED')
  })

  test('stands in an open suspension without a cap, and not without written notice', async () => {
    const [stands, runs] = [await kit.start({ clock, ...TEN }), await kit.start({ clock, ...TEN })]
    const from = at('2018-10-16 10:00')
    const reason = 'THIRD_PARTY'
    await kit.change((trx, clocks) =>
      clocks.suspend(trx, { clock, id: stands }, { from, approvedDays: null, noticed: true, reason }),
    )
    await kit.change((trx, clocks) =>
      clocks.suspend(trx, { clock, id: runs }, { from, approvedDays: null, noticed: false, reason }),
    )
    await kit.pass('2018-11-30 10:00')
    expect(await kit.cards(stands)).toEqual([])
    expect(await kit.cards(runs)).toHaveLength(3)
  })

  test('cannot be suspended twice at once, after its close, or towards a due instant', async () => {
    const id = await kit.start({ clock, ...TEN })
    const due = await kit.start({ clock: 'complaint', due: at('2018-10-22 10:00') })
    const hearing = { from: at('2018-10-16 10:00'), approvedDays: 3, noticed: true, reason: 'HEARING' }
    const suspend = (name: { clock: string; id: string }) =>
      kit.change((trx, clocks) => clocks.suspend(trx, name, hearing))
    await expect(suspend({ clock: 'complaint', id: due })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(kit.change((trx, clocks) => clocks.resume(trx, { clock, id }, START))).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await suspend({ clock, id })
    await expect(suspend({ clock, id })).rejects.toMatchObject({ code: 'CONFLICT' })
    const absolute = { terms: { due: '2018-10-22' } }
    await expect(kit.change((trx, clocks) => clocks.change(trx, { clock, id }, absolute))).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

describe('6.4-b: a clock of a record that has ended', () => {
  test('closed in time comes to nothing more, and its warning is over', async () => {
    const id = await kit.start({ clock: 'complaint', due: at('2018-10-22 10:00') })
    await kit.pass('2018-10-17 10:00:01')
    await kit.change((trx, clocks) => clocks.close(trx, { clock: 'complaint', id }, at('2018-10-18 10:00')))
    await kit.pass('2018-10-18 10:00:01')
    expect(await kit.cards(id)).toEqual(['WARNING 2018-10-17 10:00:01 CLOSED'])
    expect(await kit.pass('2018-12-01 10:00')).toBe(0)
    expect((await kit.pushed()).map(({ kind }) => kind)).toEqual(['records.card.issued', 'records.card.closed'])
  })

  test('closed late gets no warning, yet the late cards', async () => {
    const id = await kit.start({ clock: 'complaint', due: at('2018-10-22 10:00') })
    await kit.change((trx, clocks) => clocks.close(trx, { clock: 'complaint', id }, at('2018-10-22 16:00')))
    await kit.pass('2018-10-24 10:00')
    expect(await kit.cards(id)).toEqual(['YELLOW 2018-10-22 10:00:01 ISSUED'])
  })

  test('closed twice keeps the first close', async () => {
    const id = await kit.start({ clock, ...TEN })
    const close = (when: string) => kit.change((trx, clocks) => clocks.close(trx, { clock, id }, at(when)))
    expect(await close('2018-10-16 10:00')).toBe(true)
    expect(await close('2018-11-16 10:00')).toBe(false)
    expect(await kit.rowOf(id)).toMatchObject({ closedAt: at('2018-10-16 10:00') })
  })

  test('closed at an instant to come, it runs until then', async () => {
    const id = await kit.start({ clock: 'complaint', due: at('2018-10-22 10:00') })
    await kit.change((trx, clocks) => clocks.close(trx, { clock: 'complaint', id }, at('2018-10-18 10:00')))
    await kit.pass('2018-10-17 10:00:01')
    expect(await kit.cards(id)).toEqual(['WARNING 2018-10-17 10:00:01 ISSUED'])
    await kit.pass('2018-10-18 10:00:01')
    expect(await kit.cards(id)).toEqual(['WARNING 2018-10-17 10:00:01 CLOSED'])
  })

  test('one clock of a record ends, the other runs on with its cards', async () => {
    const id = await kit.start({ clock: 'complaint', due: at('2018-10-22 10:00') })
    await kit.start({ clock: 'consultation', id, due: at('2018-10-22 10:00') })
    await kit.pass('2018-10-17 10:00:01')
    await kit.change((trx, clocks) => clocks.close(trx, { clock: 'complaint', id }, at('2018-10-18 10:00')))
    await kit.pass('2018-10-18 10:00:01')
    expect((await kit.cards(id)).toSorted()).toEqual([
      'WARNING 2018-10-17 10:00:01 CLOSED',
      'WARNING 2018-10-17 10:00:01 ISSUED',
    ])
  })
})

describe('a clock that is not there', () => {
  test.each([
    ['never started', { clock, id: unknown }],
    ['of an id that is none', { clock, id: 'A-1' }],
  ])('%s is not found', async (_, name) => {
    await expect(kit.change((trx, clocks) => clocks.close(trx, name, START))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(kit.change((trx, clocks) => clocks.change(trx, name, {}))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('out of the reach of who changes it is not found, and stays', async () => {
    const id = await kit.start({ clock, ...TEN })
    const { lo, hi } = kit.principal('433101')
    const reach = { lo, hi, organisationId: null, hallId: null }
    await expect(kit.change((trx, clocks) => clocks.close(trx, { clock, id, reach }, START))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const started = {
      clock,
      subject: 'records.letter',
      id: unknown,
      place: kit.placeOf('430105'),
      title: '',
      start: START,
    }
    await expect(kit.change((trx, clocks) => clocks.start(trx, started, reach))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await kit.rowOf(id)).toMatchObject({ closedAt: null })
  })

  test('not declared by the plugin is refused, as is the record of another', async () => {
    const given = { subject: 'records.letter', id: unknown, place: kit.placeOf('430105'), title: '', start: START }
    await expect(kit.change((trx, clocks) => clocks.start(trx, { ...given, clock: 'case' }))).rejects.toThrow(
      /UNDECLARED_NAME/,
    )
    await expect(
      kit.change((trx, clocks) => clocks.start(trx, { ...given, clock, subject: 'letters.letter' })),
    ).rejects.toThrow(/UNDECLARED_NAME/)
  })

  test.each([
    ['a negative limit', { limit: { amount: -1, unit: 'WORKING_DAY' } }],
    ['no hours', { limit: { amount: 0, unit: 'HOUR' } }],
    ['a date that is none', { due: '2018-13-45' }],
    ['an instant that is none', { due: new Date(Number.NaN) }],
    ['a record id that is no UUID', { id: 'A-1' }],
  ] as const)('with %s is refused', async (_, given) => {
    await expect(kit.start({ clock, ...given })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})
