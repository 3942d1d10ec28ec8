import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { watchFailures } from '../../../src/alerts/failures/watch-failures.ts'
import { at } from '../../clock/fixtures.ts'
import type { SubjectsKit } from './subjects-kit.ts'
import { startSubjects } from './subjects-kit.ts'

let kit: SubjectsKit
beforeAll(async () => {
  kit = await startSubjects()
  await kit.save('organisations', [
    { code: 'ORG-A', name: '甲局（测试）', region: '430105000000', kind: 'DEPARTMENT' },
    { code: 'ORG-B', name: '乙局（测试）', region: '430105000000', kind: 'DEPARTMENT' },
  ] as never)
})
beforeEach(() => kit.clear())
afterAll(() => kit.end())

const due = at('2018-10-22 10:00')
const engine = { mode: 'engine' } as const

describe('the worker on clocks of records', () => {
  test('three at once raise every card once', async () => {
    for (let n = 0; n < 60; n++) await kit.start({ clock: 'complaint', due })
    const passed = await Promise.all(
      ['2018-10-22 10:00:01', '2018-10-22 10:00:01', '2018-10-22 10:00:02'].map(kit.pass),
    )
    expect(passed.reduce((sum, n) => sum + n, 0)).toBe(60)
    const { n } = await kit.database.withScope(engine, (trx) =>
      trx
        .selectFrom('core.alert')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    )
    expect(Number(n)).toBe(120)
    expect(await kit.pushed()).toHaveLength(120)
  })

  test('leaves a clock that is being changed to the next look', async () => {
    const id = await kit.start({ clock: 'complaint', due })
    await kit.change(async (trx, clocks) => {
      await clocks.change(trx, { clock: 'complaint', id }, { terms: { due: at('2018-11-22 10:00') } })
      expect(await kit.pass('2018-10-22 10:00:01')).toBe(0)
    })
    expect(await kit.pass('2018-10-22 10:00:01')).toBe(1)
    expect(await kit.cards(id)).toEqual([])
  })

  test('does nothing of a change that was taken back', async () => {
    const failing = kit.change(async (trx, clocks) => {
      const place = kit.placeOf('430105')
      const id = '00000000-0000-7000-8000-000000000001'
      await clocks.start(trx, { clock: 'complaint', subject: 'records.letter', id, place, title: '', start: due, due })
      throw new Error('taken back')
    })
    await expect(failing).rejects.toThrow('taken back')
    expect(await kit.pass('2018-12-01 10:00')).toBe(0)
  })

  test('tells the stream what the card is about', async () => {
    const id = await kit.start({
      clock: 'disclosure',
      title: '公开申请（测试）',
      limit: { amount: 3, unit: 'WORKING_DAY' },
    })
    await kit.pass('2018-10-18 10:00:01')
    const told = (await kit.pushed()).map(({ topic, kind, level, payload }) => ({
      topic,
      kind,
      level,
      ...JSON.parse(payload),
    }))
    expect(told).toMatchObject([
      { topic: 'ALERT', kind: 'records.card.issued', level: 'WARNING', overDays: 1 },
      {
        topic: 'ALERT',
        kind: 'records.card.issued',
        level: 'YELLOW',
        clock: 'disclosure',
        subject: 'records.letter',
        subjectId: id,
        title: '公开申请（测试）',
        hall: null,
        regionCode: '430105000000',
        promised: { amount: 3, unit: 'WORKING_DAY' },
        countedDays: 4,
        overDays: 1,
        escalation: 'UNIT',
      },
    ])
  })

  test('records what is due already of an earlier time, and pushes it to nobody', async () => {
    const id = await kit.start({ clock: 'complaint', due, historical: true })
    await kit.pass('2018-10-22 10:00:01')
    expect(await kit.cards(id)).toHaveLength(2)
    await kit.pass('2018-10-23 10:00:01')
    expect(await kit.cards(id)).toHaveLength(3)
    expect((await kit.pushed()).map(({ level }) => level)).toEqual(['RED'])
  })

  test('a card goes along with its record to another organisation', async () => {
    const { index } = kit.registers.current()
    const [a, b] = ['ORG-A', 'ORG-B'].map(
      (code) => [...index.organisationById.values()].find((it) => it.code === code)?.id,
    )
    const place = { ...kit.placeOf('430105'), organisationId: a ?? null }
    const id = await kit.start({ clock: 'complaint', due, place })
    await kit.pass('2018-10-17 10:00:01')
    await kit.change((trx, clocks) => clocks.change(trx, { clock: 'complaint', id }, { organisationId: b ?? null }))
    await kit.pass('2018-10-17 10:00:02')
    const owners = await kit.database.withScope(engine, async (trx) => [
      ...(await trx.selectFrom('core.alert').select('organisationId').where('caseId', '=', id).execute()),
      ...(await trx.selectFrom('core.alertStep').select('organisationId').where('caseId', '=', id).execute()),
    ])
    expect(owners).toEqual([{ organisationId: b }, { organisationId: b }])
  })

  test('a clock beyond its calendar stands with an alert about the engine, and holds up no other', async () => {
    const far = await kit.start({ clock: 'disclosure', limit: { amount: 9_000, unit: 'WORKING_DAY' } })
    const near = await kit.start({ clock: 'complaint', due })
    expect(await kit.pass('2018-10-17 10:00:01')).toBe(2)
    expect(await kit.cards(near)).toHaveLength(1)
    expect(await kit.pass('2018-10-17 10:00:01')).toBe(0)
    const alerts = (when: string) =>
      kit.database.withScope(engine, async (trx) => {
        await watchFailures(trx, at(when))
        return trx.selectFrom('core.engineAlert').select(['code', 'subject', 'closedAt']).execute()
      })
    expect(await alerts('2018-10-17 10:01')).toEqual([{ code: 'BEYOND_CALENDAR', subject: 'hunan', closedAt: null }])
    const terms = { limit: { amount: 9, unit: 'WORKING_DAY' } } as const
    await kit.change((trx, clocks) => clocks.change(trx, { clock: 'disclosure', id: far }, { terms }))
    await kit.pass('2018-10-17 10:00:02')
    expect(await alerts('2018-10-17 10:02')).toMatchObject([{ closedAt: at('2018-10-17 10:02') }])
  })

  test('a card of own rules names their version', async () => {
    const id = await kit.start({ clock: 'hotline', limit: { amount: 1, unit: 'HOUR' } })
    await kit.pass('2018-10-15 11:00:01')
    const versions = () =>
      kit.database.withScope(engine, (trx) =>
        trx.selectFrom('core.alert').select('ruleVersion').where('caseId', '=', id).execute(),
      )
    expect(await versions()).toEqual([{ ruleVersion: 'hotline@1' }])
  })
})

describe('who sees a clock and its card', () => {
  test('its own region, not the one beside it; a reader writes nothing', async () => {
    const id = await kit.start({ clock: 'complaint', due })
    await kit.pass('2018-10-17 10:00:01')
    const seenFrom = (code: string) =>
      kit.contextOf(kit.principal(code, 'core.read')).read(async (trx) => ({
        clocks: (await trx.selectFrom('core.clockSubject').select('recordId').execute()).length,
        cards: (await trx.selectFrom('core.alert').select('caseId').execute()).length,
      }))
    expect(await seenFrom('430105')).toEqual({ clocks: 1, cards: 1 })
    expect(await seenFrom('4301')).toEqual({ clocks: 1, cards: 1 })
    expect(await seenFrom('4331')).toEqual({ clocks: 0, cards: 0 })
    await kit
      .contextOf(kit.principal('430105', 'core.read'))
      .read((trx) => trx.updateTable('core.clockSubject').set({ closedAt: due }).where('recordId', '=', id).execute())
    expect(await kit.rowOf(id)).toMatchObject({ closedAt: null })
  })

  test('the list of alerts says what it is about', async () => {
    const id = await kit.start({ clock: 'complaint', due, title: '来信（测试）' })
    await kit.pass('2018-10-17 10:00:01')
    const list = `{ alertList(within: "430105000000") { nodes { subject subjectId text clause case { id } hall { id } } } }`
    const { data, codes } = await kit.ask(list, {}, kit.principal('430105', 'core.read'))
    expect(codes).toEqual([])
    expect(data).toMatchObject({
      alertList: {
        nodes: [
          {
            subject: 'records.letter',
            subjectId: id,
            case: null,
            hall: null,
            clause: '6.3-k',
            text: 'Warning (complaint (test)): 来信（测试）',
          },
        ],
      },
    })
  })
})
