import { WebSocket } from 'ws'
import { createClient } from 'graphql-ws'
import type { Client, FormattedExecutionResult } from 'graphql-ws'
import { createApiKey } from '../../src/access/third-parties/api-keys.ts'
import type { Database } from '../../src/database/database.ts'
import type { Feed } from '../../src/feed/feed.ts'
import { defineFeed } from '../../src/feed/graphql/index.ts'
import { createBuilder } from '../../src/graphql/builder.ts'
import { assertAccessDeclared } from '../../src/graphql/access-declared.ts'
import { defineLimit } from '../../src/registers/graphql/limit.ts'
import { makeRegionTree } from '../../src/registers/region-tree.ts'
import type { Region } from '../../src/registers/region.ts'

const region = (id: number, code: string, level: Region['level'], parentId: number | null, span: number): Region => ({
  id,
  areaCode: Number(code.slice(0, 6)),
  code,
  level,
  kind: 'ORDINARY',
  parentId,
  scopeKey: Number(code) * 16,
  scopeEnd: (Number(code) + span) * 16,
  name: code,
  nameEn: code,
  pinyin: code,
  initials: code,
  validFrom: '2000-01-01',
  validTo: null,
})

export const province = region(1, '430000000000', 'PROVINCE', null, 10 ** 10)
export const city = region(2, '430100000000', 'CITY', 1, 10 ** 8)
export const district = region(3, '430105000000', 'COUNTY', 2, 10 ** 6)
export const otherCity = region(4, '430200000000', 'CITY', 1, 10 ** 8)
const tree = makeRegionTree([province, city, district, otherCity], new Map())
/** The registers, of which only the regions are there. */
export const registersOfTest = { tree: async () => tree }

/** The schema of the feed alone, with the enums that other rooms bring. */
export function feedSchema(feed: Feed) {
  const builder = createBuilder()
  builder.queryField('now', (t) =>
    t.boolean({ description: 'Lives.', authScopes: { open: true }, resolve: () => true }),
  )
  builder.mutationField('nothing', (t) =>
    t.boolean({
      description: 'Does nothing.',
      audit: { none: 'It changes nothing.' },
      authScopes: { open: true },
      resolve: () => true,
    }),
  )
  defineLimit(builder)
  const CardLevel = builder.enumType('CardLevel', {
    description: 'How grave.',
    values: ['WARNING', 'YELLOW', 'RED'] as const,
  })
  const CaseState = builder.enumType('CaseState', {
    description: 'A state.',
    values: ['SUBMITTED', 'ACCEPTED', 'CORRECTION', 'SUSPENDED', 'CLOSED', 'VOIDED', 'RETURNED', 'WITHDRAWN'] as const,
  })
  const Escalation = builder.enumType('Escalation', {
    description: 'Who is to act.',
    values: ['UNIT', 'HALL', 'AUTHORITY'] as const,
  })
  const services = { feed, registers: registersOfTest, declarations: { clocks: [], subjectClocks: [] } }
  defineFeed(builder, services, { CardLevel, CaseState, Escalation })
  return assertAccessDeclared(builder.toSchema())
}

/** An API key of a made-up system that reads a region. */
export async function keyFor(
  database: Database,
  { id, scopeKey: lo, scopeEnd: hi }: Region,
  permissions = ['core.read'],
) {
  return createApiKey(database, { name: `test ${id}`, region: { id, lo, hi }, permissions })
}

/** All fields of an alert, as a plugin's card fills them. */
export const alertPayload = (number: number) => ({
  number,
  at: '2026-03-02T01:00:00.000Z',
  alertId: `alert-${number}`,
  level: 'YELLOW',
  clock: 'case',
  dueAt: '2026-03-02T00:59:59.000Z',
  caseId: `case-${number}`,
  caseNumber: `N-${number}`,
  matter: '测试事项',
  hall: '测试大厅',
  organisation: null,
  regionCode: district.code,
  regionName: '开福区',
  promised: { amount: 5, unit: 'WORKING_DAY' },
  countedDays: 5,
  overDays: 0,
  provisional: false,
})

export const completionPayload = (number: number) => ({
  ...alertPayload(number),
  outcome: 'CLOSED',
  onTime: true,
})

export function connect(url: string, key: string): Client {
  return createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: key, language: 'en' },
    retryAttempts: 0,
    lazy: true,
  })
}

export const ALERTS = `subscription Alerts($within: RegionCode!, $after: String, $minLevel: CardLevel, $kinds: [String!]) {
  alerts(within: $within, after: $after, minLevel: $minLevel, kinds: $kinds) { cursor events { seq caseNumber level } }
}`

export type AlertsData = { alerts: { cursor: string; events: { seq: string; caseNumber: string; level: string }[] } }

export const alertsOf = (client: Client, variables: Record<string, unknown>) =>
  client.iterate<AlertsData>({ query: ALERTS, variables })

/** Reads answers until so many events came; their case numbers and the last cursor. */
export async function takeAlerts(
  answers: AsyncIterator<FormattedExecutionResult<AlertsData, unknown>>,
  count: number,
): Promise<{ numbers: string[]; cursor: string }> {
  const numbers: string[] = []
  let cursor = ''
  for (let first = true; first || numbers.length < count; first = false) {
    const { done, value } = await answers.next()
    if (done === true || !value.data) throw new Error(`No more after ${numbers.length}: ${JSON.stringify(value)}`)
    numbers.push(...value.data.alerts.events.map(({ caseNumber }) => caseNumber))
    cursor = value.data.alerts.cursor
  }
  return { numbers, cursor }
}
