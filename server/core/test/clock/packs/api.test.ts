import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { passThresholds } from '../../../src/alerts/watch.ts'
import type { AnyPlugin } from '../../../src/plugin.ts'
import { openPluginBench, type PluginBench } from '../../../src/testing/plugin-bench.ts'
import { at } from '../fixtures.ts'
import { packClock } from './pack-clock.ts'

const plugin: AnyPlugin = {
  name: 'planted',
  title: { 'zh-CN': '测试', en: 'Test' },
  clauses: [],
  permissions: {},
  clocks: [packClock],
  emits: ['planted.card.issued'],
}

const SAVE = `mutation ($input: SaveRulePackInput!) { saveRulePack(input: $input) {
  __typename
  ... on SaveRulePackPayload {
    rulePack { name effectiveFrom rules { clock level mode feedbackDays statedBy } }
    differences { clock level fields before { mode statedBy } after { mode statedBy } }
  }
  ... on InputError { code message path } } }`

const IN_FORCE = `query ($within: RegionCode!, $on: Date) {
  rulesInForce(within: $within, on: $on) { clock level mode enabled feedbackDays statedBy } }`

const CITY = '430100000000'
const COUNTY = '430105000000'
const OTHER_CITY = '430200000000'
const human = { clock: 'case', level: 'YELLOW', mode: 'HUMAN' }

let bench: PluginBench
beforeAll(async () => {
  bench = await openPluginBench([plugin])
  bench.setNow(at('2018-10-15 09:00'))
  for (const [code, region] of [
    ['KF', COUNTY],
    ['ZZ', OTHER_CITY],
  ] as const) {
    await bench.save('halls', [{ code, name: `${code}（测试）`, region }])
  }
  const limits = {
    promised: { amount: 7, unit: 'WORKING_DAY' },
    statutory: { amount: 10, unit: 'WORKING_DAY' },
  } as const
  await bench.save('matters', [{ code: 'M', name: '示例事项', type: '行政许可', ...limits }])
})
afterAll(() => bench.end())

const admin = (region = '4301') => bench.principal(region, 'core.administer')

const save = async (input: object, as = admin()) => {
  const { data, codes } = await bench.ask(SAVE, { input: { region: CITY, ...input } }, as)
  if (codes.length > 0) return { codes }
  return (data as { saveRulePack: Record<string, unknown> }).saveRulePack
}

type Shown = { clock: string; level: string; mode: string; enabled: boolean; statedBy: string }
const inForce = async (within: string, on?: string) => {
  const { data } = await bench.ask(IN_FORCE, { within, on }, bench.principal('43', 'core.read'))
  return (data as { rulesInForce: Shown[] }).rulesInForce
}
const yellowOf = async (within: string, on?: string) => {
  const rules = await inForce(within, on)
  return rules.find(({ clock, level }) => clock === 'case' && level === 'YELLOW')
}

const accept = async (externalId: string, when: string, hall = 'KF') => {
  bench.setNow(at(when))
  const named = { source: 'desk', externalId, eventId: externalId, hall, matter: 'M', occurredAt: at(when) }
  // Processes notice a new version within seconds; here nobody waits.
  await bench.openEngine(true)
  expect(await bench.report([{ ...named, kind: 'ACCEPTED' }])).toEqual(['STORED'])
}

/** Level, version and whether it waits, of every card of a case at an instant. */
const cardsOf = async (externalId: string, when: string) => {
  bench.setNow(at(when))
  const engine = await bench.openEngine(true)
  return bench.database.withScope({ mode: 'engine' }, async (trx) => {
    await passThresholds(trx, engine, at(when))
    const rows = await trx
      .selectFrom('core.alert')
      .innerJoin('core.case', 'core.case.caseId', 'core.alert.caseId')
      .select(['core.alert.level', 'core.alert.ruleVersion', 'core.alert.state'])
      .where('core.case.externalId', '=', externalId)
      .orderBy('core.alert.dueAt')
      .execute()
    return rows.map(({ level, ruleVersion, state }) => `${level} ${ruleVersion} ${state}`)
  })
}

describe('6.4-b: an administrator of a city has yellow cards confirmed from a day on', () => {
  test('a dry run lists what would differ and writes nothing', async () => {
    const input = { effectiveFrom: '2018-10-16', rules: [human], dryRun: true }
    expect(await save(input)).toMatchObject({
      rulePack: { name: `${CITY}@1` },
      differences: [
        {
          clock: 'case',
          level: 'YELLOW',
          fields: ['mode'],
          before: { mode: 'AUTOMATIC', statedBy: 'default@1' },
          after: { mode: 'HUMAN', statedBy: `${CITY}@1` },
        },
      ],
    })
    expect(await yellowOf(CITY, '2018-10-16')).toMatchObject({ mode: 'AUTOMATIC', statedBy: 'default@1' })
    const spelledOut = { ...human, over: { days: 1, comparator: 'AT_LEAST' }, escalationDays: { hall: 1, unit: 1 } }
    expect(await save({ ...input, rules: [spelledOut] })).toMatchObject({ differences: [{ fields: ['mode'] }] })
  })

  test('it holds from that day on, in the city and its counties and nowhere else', async () => {
    await accept('before', '2018-10-15 10:00')
    expect(await save({ effectiveFrom: '2018-10-16', note: '试行', rules: [human] })).toMatchObject({
      __typename: 'SaveRulePackPayload',
    })
    expect(await yellowOf(CITY, '2018-10-15')).toMatchObject({ mode: 'AUTOMATIC', statedBy: 'default@1' })
    const held = { mode: 'HUMAN', feedbackDays: 3, statedBy: `${CITY}@1` }
    expect(await yellowOf(CITY, '2018-10-16')).toMatchObject(held)
    expect(await yellowOf(COUNTY, '2018-10-16')).toMatchObject(held)
    expect(await yellowOf(OTHER_CITY, '2018-10-16')).toMatchObject({ mode: 'AUTOMATIC', statedBy: 'default@1' })
    const ofPlaces = (await inForce(COUNTY, '2018-10-16')).filter(({ statedBy }) => statedBy.startsWith('43'))
    expect(ofPlaces).toHaveLength(1)
  })

  test('cases accepted before keep the rules of their acceptance, later ones come under the new', async () => {
    await accept('after', '2018-10-16 10:00')
    await accept('elsewhere', '2018-10-16 10:00', 'ZZ')
    const late = '2018-11-05 10:00'
    const byDefault = ['WARNING default@1', 'YELLOW default@1', 'RED default@1']
    const versions = (cards: readonly string[]) => cards.map((card) => card.split(' ').slice(0, 2).join(' '))
    expect(versions(await cardsOf('before', late))).toEqual(byDefault)
    expect(versions(await cardsOf('elsewhere', late))).toEqual(byDefault)
    expect(await cardsOf('after', late)).toEqual([
      'WARNING default@1 ISSUED',
      `YELLOW ${CITY}@1 TO_CONFIRM`,
      'RED default@1 ISSUED',
    ])
  })

  test('cards that were issued stay as they are when a version comes after them', async () => {
    const before = await cardsOf('before', '2018-11-05 10:00')
    const off = { clock: 'case', level: 'YELLOW', enabled: false }
    expect(await save({ version: 1, effectiveFrom: '2018-11-05', rules: [off] })).toMatchObject({
      differences: [{ fields: ['enabled', 'mode'] }],
    })
    expect(await cardsOf('before', '2018-11-06 10:00')).toEqual(before)
    expect(await yellowOf(COUNTY)).toMatchObject({ enabled: false, statedBy: `${CITY}@2` })
  })

  test('a county states one rule of its own and inherits the others of its city', async () => {
    const red = { clock: 'case', level: 'RED', feedbackDays: 5 }
    bench.setNow(at('2018-11-06 10:00'))
    const county = { region: COUNTY, effectiveFrom: '2018-11-07', rules: [red] }
    expect(await save(county, admin('430105'))).toMatchObject({ rulePack: { name: `${COUNTY}@1` } })
    const rules = await inForce(COUNTY, '2018-11-07')
    const versions = rules.filter(({ clock }) => clock === 'case').map(({ level, statedBy }) => `${level} ${statedBy}`)
    expect(versions).toEqual(['WARNING default@1', `YELLOW ${CITY}@2`, `RED ${COUNTY}@1`])
  })

  test('a version saved in the middle of a day leaves what began earlier on that day alone', async () => {
    await accept('morning', '2018-11-08 09:30')
    bench.setNow(at('2018-11-08 11:00'))
    await save({ version: 2, effectiveFrom: '2018-11-08', rules: [human] })
    await accept('noon', '2018-11-08 11:30')
    const yellow = async (number: string) =>
      (await cardsOf(number, '2018-12-03 10:00')).filter((it) => /YELLOW/u.test(it))
    expect(await yellow('morning')).toEqual([])
    expect(await yellow('noon')).toEqual([expect.stringContaining(`${CITY}@3`)])
  })
})

describe('what is refused', () => {
  const from = '2018-12-10'
  const rule = (other: object) => ({ rules: [{ clock: 'case', level: 'YELLOW', ...other }] })
  const PROMISED_RED = {
    rules: [
      { clock: 'case', level: 'YELLOW', limit: 'STATUTORY' },
      { clock: 'case', level: 'RED', limit: 'PROMISED' },
    ],
  }
  test.each<[string, object, string]>([
    ['an unknown clock', rule({ clock: 'sundial' }), 'rules.0.clock'],
    ['a rule that is there twice', { rules: [human, human] }, 'rules.1'],
    ['a negative lead', rule({ leads: [{ upToDays: 3, leadDays: -1 }] }), 'rules.0.leads.0'],
    ['leads out of order', rule({ leads: [{ leadDays: 1 }, { upToDays: 3, leadDays: 1 }] }), 'rules.0.leads.1'],
    ['feedback after no day', rule({ feedbackDays: 0 }), 'rules.0.feedbackDays'],
    ['feedback on a warning', rule({ level: 'WARNING', feedbackDays: 3 }), 'rules.0.feedbackDays'],
    ['escalation after 61 days', rule({ escalationDays: { unit: 1, hall: 61 } }), 'rules.0.escalationDays.hall'],
    ['an empty text', rule({ text: { zhCN: ' ', en: 'Late' } }), 'rules.0.text'],
    ['a text of 501 characters', rule({ text: { zhCN: '迟'.repeat(501), en: 'Late' } }), 'rules.0.text'],
    ['a limit that a case does not have', rule({ limit: 'OWN' }), 'rules.0.limit'],
    [
      'a limit of a third of a day',
      rule({ defaultLimit: { amount: 0.3, unit: 'WORKING_DAY' } }),
      'rules.0.defaultLimit',
    ],
    ['a card 366 days beyond', rule({ over: { comparator: 'ABOVE', days: 366 } }), 'rules.0.over.days'],
    ['a warning after yellow', rule({ level: 'WARNING', over: { comparator: 'ABOVE', days: 2 } }), 'rules.0'],
    ['yellow after an inherited red', rule({ over: { comparator: 'ABOVE', days: 2 } }), 'rules.0'],
    ['red under the promise, yellow under the law', PROMISED_RED, 'rules.0'],
    ['two default limits', rule({ clock: 'delivery', defaultLimit: { amount: 5, unit: 'HOUR' } }), 'rules.0'],
    ['a new rule without its moment', rule({ clock: 'e-licence', level: 'RED' }), 'rules.0.over'],
    ['a note of 501 characters', { ...rule({}), note: 'n'.repeat(501) }, 'note'],
  ])('%s', async (_what, input, place) => {
    const answered = await save({ version: 3, effectiveFrom: from, ...input })
    expect(answered).toMatchObject({ __typename: 'InputError', code: 'INVALID_INPUT' })
    expect((answered as { path: string[] }).path.join('.')).toBe(`input.${place}`)
  })

  test('a day in the past, and one too far ahead', async () => {
    for (const effectiveFrom of ['2018-12-02', '2030-01-01']) {
      const answered = await save({ version: 3, effectiveFrom, rules: [] })
      expect(answered).toMatchObject({ code: 'DATE_OUT_OF_RANGE', path: ['input', 'effectiveFrom'] })
    }
  })

  test('a version that somebody else has followed already', async () => {
    const rules = [{ ...human, feedbackDays: 9 }]
    const conflict = { code: 'CONFLICT', path: ['input', 'version'] }
    expect(await save({ version: 2, effectiveFrom: from, rules })).toMatchObject(conflict)
    expect(await save({ effectiveFrom: from, rules })).toMatchObject(conflict)
  })

  test('all but one of several who save at the same time', async () => {
    const sets = [4, 5, 6].map((feedbackDays) => ({
      version: 3,
      effectiveFrom: from,
      rules: [{ ...human, feedbackDays }],
    }))
    const answers = await Promise.all(sets.map((input) => save(input)))
    const codes = answers.map((answered) => (answered as { code?: string }).code ?? 'saved')
    expect(codes.toSorted()).toEqual(['CONFLICT', 'CONFLICT', 'saved'])
  })

  test('a region beyond the own range, as one that is nowhere', async () => {
    for (const region of [OTHER_CITY, '430000000000', '439999000000']) {
      const answered = await save({ region, effectiveFrom: from, rules: [] })
      expect(answered).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'region'] })
    }
  })

  test('whoever may not administer', async () => {
    const input = { effectiveFrom: from, rules: [] }
    expect(await save(input, bench.principal('4301', 'core.read'))).toEqual({ codes: ['FORBIDDEN'] })
  })
})

describe('who reads which packs', () => {
  const names = async (region: string) => {
    const source = 'query ($within: RegionCode!) { rulePacks(within: $within) { name } }'
    const { data } = await bench.ask(source, { within: region.padEnd(12, '0') }, bench.principal(region, 'core.read'))
    return (data as { rulePacks: { name: string }[] }).rulePacks.map(({ name }) => name)
  }
  const one = async (reader: string, id: string, version?: number) => {
    const source = 'query ($id: ID!, $version: Int) { rulePack(id: $id, version: $version) { name } }'
    const { data } = await bench.ask(source, { id, version }, bench.principal(reader, 'core.read'))
    return (data as { rulePack: { name: string } | null }).rulePack?.name ?? null
  }

  test('those of the own place, above it and within it', async () => {
    expect(await names('43')).toEqual([`${CITY}@4`, `${COUNTY}@1`])
    expect(await names('430105')).toEqual([`${CITY}@4`, `${COUNTY}@1`])
    expect(await names('430102')).toEqual([`${CITY}@4`])
    expect(await names('4302')).toEqual([])
  })

  test('older versions stay readable, to those whom they concern', async () => {
    expect(await one('430102', CITY)).toBe(`${CITY}@4`)
    expect(await one('430102', CITY, 1)).toBe(`${CITY}@1`)
    expect(await one('430102', COUNTY)).toBeNull()
    expect(await one('4302', CITY)).toBeNull()
    expect(await one('43', CITY, 9)).toBeNull()
  })
})

describe('6.4-b: rules of a place above, saved over those that places below state themselves', () => {
  const [above, below] = ['430400000000', '430405000000']
  const rule = (level: string, days: number) => ({
    clock: 'consultation',
    level,
    over: { comparator: 'AT_LEAST', days },
  })
  const saveIn = (region: string, effectiveFrom: string, ...rules: readonly object[]) =>
    save({ region, effectiveFrom, rules }, admin('43'))

  test('are refused where a card of a place below would no longer come before the graver one', async () => {
    bench.setNow(at('2018-10-20 09:00'))
    expect(await saveIn(below, '2018-10-21', rule('RED', 5))).toMatchObject({ __typename: 'SaveRulePackPayload' })
    const refused = await saveIn(above, '2018-10-22', rule('YELLOW', 6), rule('RED', 9))
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'rules', '0'] })
    expect(refused).toMatchObject({ message: expect.stringContaining('from 2018-10-22 on') })
    expect(await saveIn(above, '2018-10-22', rule('YELLOW', 4), rule('RED', 9))).toMatchObject({
      __typename: 'SaveRulePackPayload',
    })
  })

  test('are refused too when that comes only with a version of the place below that holds later', async () => {
    const later = { region: below, version: 1, effectiveFrom: '2018-12-01', rules: [rule('YELLOW', 1), rule('RED', 8)] }
    expect(await save(later, admin('43'))).toMatchObject({ __typename: 'SaveRulePackPayload' })
    const input = { region: above, version: 1, effectiveFrom: '2018-10-23' }
    const rules = [rule('WARNING', 2), rule('YELLOW', 4), rule('RED', 9)]
    expect(await save({ ...input, rules }, admin('43'))).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('from 2018-12-01 on'),
    })
  })
})
