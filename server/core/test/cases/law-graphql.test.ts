import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeCaseId } from '../../src/cases/case-id.ts'
import { wholeRange } from '../../src/database/scope.ts'
import type { ApiKit } from './api-kit.ts'
import { principal, startCasesApi } from './api-kit.ts'
import type { CasesKit } from './cases-kit.ts'
import { caseOf, event, JISHOU, KAIFU, startCases } from './cases-kit.ts'
import { testClock } from './test-clock.ts'

let kit: CasesKit
let api: ApiKit
const province = principal(wholeRange, 'core.read', 'core.report')
const kaifu = principal(KAIFU, 'core.read')
const jishou = principal(JISHOU, 'core.read')

beforeAll(async () => {
  kit = await startCases({ clocks: [testClock('INSTANT')] })
  api = startCasesApi(kit)
  api.setNow('2018-10-26 12:00')
  const part = { parent: 'JOINT' }
  await kit.report(
    [
      event('JOINT', 'ACCEPTED', '2018-10-15 10:00'),
      event('PART-1', 'ACCEPTED', '2018-10-15 11:00', part),
      event('PART-2', 'ACCEPTED', '2018-10-15 12:00', { ...part, hall: 'JS', matter: 'P1' }),
      event('OTHER', 'ACCEPTED', '2018-10-15 10:00', { parent: 'NOWHERE' }),
      event('UP', 'ACCEPTED', '2018-10-15 10:00'),
      event('UP', 'FORWARDED', '2018-10-16 10:00', { organisation: 'ORG-B' }),
      event('UP', 'FORWARD_RETURNED', '2018-10-18 10:00'),
      event('UP', 'CLOSED', '2018-10-19 10:00'),
    ],
    '2018-10-19 12:00',
  )
})
afterAll(() => kit.close())

const idOf = async (number: string) => encodeCaseId(await caseOf(kit.database, number))

type Joint = {
  readonly parent: { readonly externalId: string } | null
  readonly children: readonly { readonly externalId: string; readonly dueAt: string }[]
}

const jointOf = async (number: string, who = province) => {
  const { data, codes } = await api.ask<{ case: Joint | null }>(
    who,
    `query ($id: ID!) { case(id: $id) { parent { externalId } children { externalId dueAt } } }`,
    { id: await idOf(number) },
  )
  expect(codes).toEqual([])
  return data?.case
}

describe('6.4-b: joint cases', () => {
  test('a part names its joint case by number; each has a clock of its own', async () => {
    expect((await jointOf('JOINT'))?.children).toMatchObject([
      { externalId: 'PART-1', dueAt: '2018-10-24T03:00:00.000Z' },
      { externalId: 'PART-2', dueAt: '2018-10-16T04:00:00.000Z' },
    ])
    expect(await jointOf('PART-2')).toEqual({ parent: { externalId: 'JOINT' }, children: [] })
  })

  test('shows what lies within the own range, and nothing of the rest', async () => {
    expect((await jointOf('JOINT', kaifu))?.children).toMatchObject([{ externalId: 'PART-1' }])
    expect((await jointOf('PART-2', jishou))?.parent).toBeNull()
  })

  test('a joint case that nobody reported reads as none', async () => {
    expect((await jointOf('OTHER'))?.parent).toBeNull()
  })

  test('a page of cases finds its joint cases at once, whatever its size', async () => {
    const { codes, reads } = await api.ask(
      province,
      `{ cases(within: "43", first: 20) { nodes { parent { externalId } children { externalId } } } }`,
    )
    expect(codes).toEqual([])
    expect(reads).toBeLessThanOrEqual(4)
  })
})

describe('6.4-b: what the law makes of a case, as it is shown', () => {
  test('a case that was sent up tells when, where to, and its time apart; who decides it stays', async () => {
    const { data, codes } = await api.ask<{ case: object }>(
      province,
      `query ($id: ID!) { case(id: $id) {
        organisation { code } ownHandlingDays upperHandlingDays
        clock { countedDays forwardings { from to organisation { code } } }
        timeline { kind upperOrganisation { code } } } }`,
      { id: await idOf('UP') },
    )
    expect(codes).toEqual([])
    expect(data?.case).toMatchObject({
      organisation: { code: 'ORG-A' },
      ownHandlingDays: 2,
      upperHandlingDays: 2,
      clock: {
        countedDays: 4,
        forwardings: [
          {
            from: '2018-10-16T02:00:00.000Z',
            to: '2018-10-18T02:00:00.000Z',
            organisation: { code: 'ORG-B' },
          },
        ],
      },
      timeline: [
        { kind: 'ACCEPTED', upperOrganisation: null },
        { kind: 'FORWARDED', upperOrganisation: { code: 'ORG-B' } },
        { kind: 'FORWARD_RETURNED', upperOrganisation: null },
        { kind: 'CLOSED', upperOrganisation: null },
      ],
    })
  })

  test('suspension, extension and supplement come over the API and are told with ground, basis and deadline', async () => {
    const about = { source: 'test', externalId: 'LAW' }
    const local = (day: string) => `2018-10-${day}T10:00:00+08:00`
    const input = [
      {
        ...about,
        eventId: '1',
        kind: 'ACCEPTED',
        occurredAt: local('15'),
        hall: 'KF',
        matter: 'P7S10',
        supplementDueAt: local('22'),
      },
      {
        ...about,
        eventId: '2',
        kind: 'SUSPENDED',
        occurredAt: local('16'),
        ground: 'OTHER_BY_LAW',
        law: '食品安全法 第三十五条',
        approver: '审批处',
        approvedDays: 2,
        noticed: true,
      },
      { ...about, eventId: '3', kind: 'RESUMED', occurredAt: local('17'), resumes: '2' },
      {
        ...about,
        eventId: '4',
        kind: 'EXTENDED',
        occurredAt: local('24'),
        extensionDays: 12,
        extensionBasis: 'JOINT',
        approver: '区政府办公室',
        reason: '案情复杂',
        noticed: true,
      },
      { ...about, eventId: '5', kind: 'SUPPLEMENTED', occurredAt: local('19') },
    ]
    const answer = await api.ask<{ reportCaseEvents: { stored: number } }>(
      province,
      `mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) { stored results { error { message } } } }`,
      { input },
    )
    expect(answer.data?.reportCaseEvents).toMatchObject({ stored: 5 })
    const { data, codes } = await api.ask<{ case: object }>(
      province,
      `query ($id: ID!) { case(id: $id) {
        extensionDays deemedAcceptedAt supplementDueAt supplementedAt statutoryDueAt flags
        suspensions { from to stoppedUntil cut droppedFor ground approvedDays noticed approver law }
        extensions { at days basis approver reason counts } corrections { askedAt } sideClocks { clock }
        timeline { kind ground law approver extensionDays extensionBasis supplementDueAt } } }`,
      { id: await idOf('LAW') },
    )
    expect(codes).toEqual([])
    expect(data?.case).toMatchObject({
      extensionDays: 12,
      deemedAcceptedAt: null,
      supplementDueAt: '2018-10-22T02:00:00.000Z',
      supplementedAt: '2018-10-19T02:00:00.000Z',
      statutoryDueAt: '2018-11-15T09:00:00.000Z',
      suspensions: [
        {
          from: '2018-10-16T02:00:00.000Z',
          to: '2018-10-17T02:00:00.000Z',
          stoppedUntil: '2018-10-17T02:00:00.000Z',
          cut: false,
          droppedFor: null,
          ground: 'OTHER_BY_LAW',
          approvedDays: 2,
          noticed: true,
          approver: '审批处',
          law: '食品安全法 第三十五条',
        },
      ],
      extensions: [{ days: 12, basis: 'JOINT', approver: '区政府办公室', reason: '案情复杂', counts: true }],
      corrections: [],
      sideClocks: [],
      timeline: [
        { kind: 'ACCEPTED', ground: null, extensionBasis: null },
        { kind: 'SUSPENDED', ground: 'OTHER_BY_LAW', law: '食品安全法 第三十五条', approver: '审批处' },
        { kind: 'RESUMED' },
        { kind: 'SUPPLEMENTED' },
        { kind: 'EXTENDED', extensionDays: 12, extensionBasis: 'JOINT', approver: '区政府办公室' },
      ],
    })
  })
})
