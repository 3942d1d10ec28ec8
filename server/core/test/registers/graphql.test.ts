import { graphql } from 'graphql'
import { changeAs } from '../../src/access/audit/change.ts'
import { actorOf } from '../../src/access/audit/record.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSchema } from '../../src/compose.ts'
import { readerScope } from '../../src/access/scope.ts'
import type { Builder } from '../../src/graphql/builder.ts'
import type { Principal, RequestContext } from '../../src/graphql/context.ts'
import { defineRegisters } from '../../src/registers/graphql/define.ts'
import { openRegisters, type RegistersUnderTest } from './registers-host.ts'

let under: RegistersUnderTest
let ask: (
  source: string,
  principal: Principal | null,
  variables?: Record<string, unknown>,
) => ReturnType<typeof graphql>
let province: Principal
let county: Principal

/** A schema needs one; the registers have none. */
function plantSubscription(builder: Builder): void {
  builder.subscriptionField('none', (t) =>
    t.boolean({
      description: 'Nothing.',
      authScopes: { open: true },
      subscribe: async function* () {},
      resolve: () => true,
    }),
  )
}

beforeAll(async () => {
  under = await openRegisters()
  const { database } = under.db
  const clock = { now: async () => new Date('2026-03-02T09:00:00+08:00') }
  const schema = buildSchema([
    (builder) => void defineRegisters(builder, { registers: under.registers, clock, database }),
    plantSubscription,
  ])
  ask = (source, principal, variableValues) => {
    const contextValue: Partial<RequestContext> = {
      principal,
      language: 'en',
      change: changeAs(database, actorOf({ principal, address: 'test', requestId: 'r' })),
      read: (work, within) =>
        under.db.database.withScope({ mode: 'reader', ...readerScope(principal ?? null, within) }, work),
    }
    return graphql({ schema, source, contextValue, variableValues })
  }
  province = await under.principalOf('43', 'core.administer')
  county = await under.principalOf('430102', 'core.administer')
  await under.save('organisations', [
    { code: 'O1', name: '示例民政局', region: '430102' },
    { code: 'O2', name: '示例教育局', region: '430103' },
  ])
  await under.save('halls', [
    { code: 'P', name: '省示例大厅', region: '43' },
    { code: 'A', name: '示例大厅甲', region: '430102', serves: ['430102001000'] },
    { code: 'B', name: '示例大厅乙', region: '430102001000' },
    { code: 'C', name: '示例大厅丙', region: '430103' },
  ])
  await under.save('windows', [{ hall: 'A', code: '1', name: '一号窗口' }])
  const limits = { promised: { amount: 0.5, unit: 'WORKING_DAY' as const } }
  await under.save('matters', [
    { code: 'M2', name: '社会团体成立登记', type: '行政许可', organisation: 'O1', ...limits },
    { code: 'M1', name: '社会团体登记', type: '行政许可' },
    { code: 'M3', name: '劳务派遣许可', type: '行政许可' },
  ])
})
afterAll(() => under.db.close())

describe('asking for registers', () => {
  test('a region answers with its place in the tree and its halls', async () => {
    const source = `query ($code: RegionCode!) { region(code: $code) {
      id code name nameEn pinyin level kind childCount parent { name } ancestors { name } children { code }
      halls { code region { name } serves { name } windows { code name kind } } } }`
    const { data, errors } = await ask(source, province, { code: '430102' })
    expect(errors).toBeUndefined()
    expect(data?.['region']).toMatchObject({
      code: '430102000000',
      name: '芙蓉区',
      nameEn: 'Furong District',
      level: 'COUNTY',
      parent: { name: '长沙市' },
      ancestors: [{ name: '湖南省' }, { name: '长沙市' }],
      halls: [
        {
          code: 'A',
          region: { name: '芙蓉区' },
          serves: [{ name: '文艺路街道' }],
          windows: [{ code: '1', name: '一号窗口', kind: 'COMPREHENSIVE' }],
        },
      ],
    })
  })

  test('an ended region is no longer among the children of its parent', async () => {
    const count = async () => (await ask('{ region(code: "430105") { childCount children { code } } }', province)).data
    const before = await count()
    await under.save('regions', [
      { code: '430105990000', name: '示例街道', level: 'TOWNSHIP', validFrom: '2026-01-01', validTo: '2026-03-02' },
    ])
    under.registers.changed()
    expect(await count()).toEqual(before)
    await under.save('regions', [{ code: '430105990000', validTo: '2026-03-03' }])
    expect(await count()).not.toEqual(before)
  })

  test('regions are searched by name, pinyin, initials and code', async () => {
    const source = 'query ($text: String!) { searchRegions(text: $text, first: 1) { name } }'
    for (const text of ['岳麓', 'yuelu', 'ylq', '430104', 'Yuelu District']) {
      expect((await ask(source, county, { text })).data).toEqual({ searchRegions: [{ name: '岳麓区' }] })
    }
    const tooMany = await ask('{ searchRegions(text: "村", first: 101) { name } }', county)
    expect(tooMany.errors?.[0]?.extensions['code']).toBe('TOO_MANY_ITEMS')
  })

  test('halls come from above in pages, and only in the own range', async () => {
    const source = `query ($within: RegionCode!, $first: Int, $after: String) {
      halls(within: $within, first: $first, after: $after) {
        nodes { code } total pageInfo { hasNextPage hasPreviousPage endCursor } } }`
    const all: unknown[] = []
    let after: string | null = null
    do {
      const { data, errors } = await ask(source, province, { within: '43', first: 1, after })
      expect(errors).toBeUndefined()
      const page = data?.['halls'] as {
        nodes: { code: string }[]
        total: number
        pageInfo: { hasNextPage: boolean; endCursor: string }
      }
      expect(page.total).toBe(4)
      all.push(...page.nodes.map((hall) => hall.code))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after !== null)
    expect(all).toEqual(['P', 'A', 'B', 'C'])
    const mine = await ask(source, county, { within: '430102' })
    expect(mine.data).toMatchObject({ halls: { nodes: [{ code: 'A' }, { code: 'B' }], total: 2 } })
    for (const within of ['430103', '43', '999999']) {
      const { errors } = await ask(source, county, { within })
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['within'] })
    }
    const outside = await ask('{ region(code: "430103") { name halls { code } } }', county)
    expect(outside.data).toEqual({ region: { name: '天心区', halls: [] } })
    const bad = await ask(source, county, { within: '430102', after: 'nonsense' })
    expect(bad.errors?.[0]?.extensions['code']).toBe('INVALID_INPUT')
  })

  test('organisations, matters and channels', async () => {
    const { data, errors } = await ask(
      `{ organisations(within: "430102") { nodes { code kind region { name } } total }
         matters(text: "社会团体", first: 1) { nodes { code promised { amount unit } organisation { code } } total pageInfo { endCursor } }
         byPinyin: matters(text: "shtt") { nodes { code } }
         all: matters { nodes { code } }
         channels { code name online } }`,
      county,
    )
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({
      organisations: { nodes: [{ code: 'O1', kind: 'DEPARTMENT', region: { name: '芙蓉区' } }], total: 1 },
      matters: { nodes: [{ code: 'M1', promised: null, organisation: null }], total: 2 },
      byPinyin: { nodes: [{ code: 'M1' }, { code: 'M2' }] },
      all: { nodes: [{ code: 'M1' }, { code: 'M2' }, { code: 'M3' }] },
    })
    expect(data?.['channels']).toHaveLength(9)
  })

  test('who is not signed in is told to sign in', async () => {
    for (const field of ['region(code: "43") { name }', 'channels { code }', 'matters { total }']) {
      const { errors } = await ask(`{ ${field} }`, null)
      expect(errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED')
    }
  })
})

describe('changing registers', () => {
  const saveHall = `mutation ($input: SaveHallInput!) { saveHall(input: $input) { __typename
    ... on SaveHallPayload { hall { code name region { code } serves { code } } } ... on InputError { code message path } } }`

  test('a hall is saved and answered as it is now', async () => {
    const input = { code: 'D', name: '示例大厅丁', region: '430102', serves: ['430102002000'] }
    const saved = {
      code: 'D',
      name: '示例大厅丁',
      region: { code: '430102000000' },
      serves: [{ code: '430102002000' }],
    }
    expect((await ask(saveHall, county, { input })).data).toEqual({
      saveHall: { __typename: 'SaveHallPayload', hall: saved },
    })
    const renamed = await ask(saveHall, county, { input: { code: 'D', name: '新名' } })
    expect(renamed.data).toMatchObject({ saveHall: { hall: { ...saved, name: '新名' } } })
  })

  test('a problem is a value with a code, a path and a sentence', async () => {
    const { data } = await ask(saveHall, county, { input: { code: 'E', name: '厅', region: '430103' } })
    expect(data?.['saveHall']).toMatchObject({
      __typename: 'InputError',
      code: 'UNKNOWN_REGION',
      path: ['input', 'region'],
    })
  })

  test('every register has its mutation', async () => {
    const { data, errors } = await ask(
      `mutation {
        saveRegion(input: { code: "430102001990", name: "示例新村" }) { ... on SaveRegionPayload { region { name level parent { name } } } }
        saveOrganisation(input: { code: "O3", name: "示例局", region: "430102", kind: AUTHORITY }) {
          ... on SaveOrganisationPayload { organisation { code kind } } }
        saveWindow(input: { hall: "A", code: "2", name: "二号窗口", kind: ISSUING }) { ... on SaveWindowPayload { window { code kind } } }
        saveMatter(input: { code: "M9", name: "示例事项", type: "许可", organisation: "O3", kind: IMMEDIATE,
          promised: { amount: 3, unit: WORKING_DAY }, statutory: { amount: 20, unit: WORKING_DAY } }) {
          ... on SaveMatterPayload { matter { code promised { amount unit } statutory { amount } } } }
        refused: saveMatter(input: { code: "M9", promised: { amount: 21, unit: WORKING_DAY } }) {
          ... on InputError { code path message } }
      }`,
      county,
    )
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({
      saveRegion: { region: { name: '示例新村', level: 'VILLAGE', parent: { name: '文艺路街道' } } },
      saveOrganisation: { organisation: { code: 'O3', kind: 'AUTHORITY' } },
      saveWindow: { window: { code: '2', kind: 'ISSUING' } },
      saveMatter: { matter: { code: 'M9', promised: { amount: 3, unit: 'WORKING_DAY' }, statutory: { amount: 20 } } },
      refused: { code: 'INVALID_INPUT', path: ['input', 'promised'], message: expect.stringContaining('6.1-b') },
    })
  })

  test('staff and channels have theirs: staff in the own range, channels for the province', async () => {
    const saveBoth = `mutation {
      saveStaff(input: { hall: "A", code: "7", name: "示例员" }) { ... on SaveStaffPayload { hall { code } } }
      saveChannel(input: { code: "TV", name: "电视", nameEn: "Television", online: true }) { ... on SaveChannelPayload { channel { code online } }
        ... on InputError { code } }
    }`
    const inCounty = await ask(saveBoth, county)
    expect(inCounty.data).toMatchObject({ saveStaff: { hall: { code: 'A' } } })
    expect(inCounty.data).not.toHaveProperty('saveChannel.channel')
    const inProvince = await ask(saveBoth, province)
    expect(inProvince.data).toMatchObject({ saveChannel: { channel: { code: 'TV', online: true } } })
    const staff = '{ staff(hall: "A") { code name organisation { code } } }'
    expect((await ask(staff, county)).data).toEqual({ staff: [{ code: '7', name: '示例员', organisation: null }] })
    const elsewhere = await under.principalOf('4331', 'core.administer')
    expect((await ask(staff, elsewhere)).data).toEqual({ staff: [] })
  })

  test('needs core.administer', async () => {
    const reader = await under.principalOf('43', 'core.read', 'core.report')
    const { errors } = await ask(saveHall, reader, { input: { code: 'F' } })
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN')
  })
})
