import { openPluginBench, type PluginBench } from '../../../src/testing/plugin-bench.ts'
import type { AnyPlugin } from '../../../src/plugin.ts'
import { testClock } from '../../cases/test-clock.ts'
import { at } from '../fixtures.ts'

export const PROVINCE = '430000000000'
export const XIANGXI = '433100000000'
const COUNTY = '430105000000'

const plugin: AnyPlugin = {
  name: 'planted',
  title: { 'zh-CN': '测试', en: 'Test' },
  clauses: [],
  permissions: {},
  clocks: [{ ...testClock(), event: 'planted.card.issued' }],
  emits: ['planted.card.issued'],
}

const OUTCOME = `outcome { calendar { id version revision publishedUntil }
  moves { calendarId publishedUntil firstDay cases days { date before after } regions { region { code } cases }
    examples { dueBefore dueAfter statutoryBefore statutoryAfter } }
  derivedAgain problems { row column message } }`

const SAVE = `mutation ($input: SaveCalendarInput!) { saveCalendar(input: $input) {
  __typename ... on SaveCalendarPayload { ${OUTCOME} } ... on InputError { code message path } } }`
const IMPORT = `mutation ($input: ImportCalendarInput!) { importCalendar(input: $input) {
  __typename ... on ImportCalendarPayload { ${OUTCOME} } ... on InputError { code message path } } }`

export type Outcome = {
  readonly calendar: { id: string; version: number; revision: number; publishedUntil: string } | null
  readonly moves: {
    calendarId: string
    firstDay: string | null
    cases: number
    days: { date: string; before: string[]; after: string[] }[]
    regions: { region: { code: string }; cases: number }[]
    examples: { dueBefore: string; dueAfter: string; statutoryBefore: string; statutoryAfter: string }[]
  }[]
  readonly derivedAgain: number
  readonly problems: { row: number; column: string | null; message: string }[]
}
export type Answer = { code?: string; message?: string; path?: string[]; outcome: Outcome }

export type CalendarBench = PluginBench & {
  readonly saveCalendar: (input: object, region?: string) => Promise<Answer>
  readonly importCalendar: (input: object, region?: string) => Promise<Answer>
  /** Accepts a case at an instant by local time, 7 days promised and 10 by law. */
  readonly accept: (externalId: string, when: string, other?: object) => Promise<void>
}

/** A platform in which it is `now`, with a hall in 开福 and one in 吉首. */
export const openCalendarBench = async (now: string): Promise<CalendarBench> => {
  const bench = await openPluginBench([plugin])
  bench.setNow(at(now))
  for (const [code, region] of [
    ['KF', COUNTY],
    ['JS', '433101000000'],
  ] as const) {
    await bench.save('halls', [{ code, name: `${code}（测试）`, region }])
  }
  const limits = {
    promised: { amount: 7, unit: 'WORKING_DAY' },
    statutory: { amount: 10, unit: 'WORKING_DAY' },
  } as const
  await bench.save('matters', [{ code: 'M', name: '示例事项', type: '行政许可', ...limits }])
  const ask = async (document: string, input: object, region: string) => {
    const { data, codes } = await bench.ask(
      document,
      { input },
      bench.principal(region, 'core.administer', 'core.read'),
    )
    if (codes.length > 0) throw new Error(codes.join())
    const [answer] = Object.values(data as Record<string, Answer>)
    if (answer === undefined) throw new Error('No answer')
    return answer
  }
  return {
    ...bench,
    saveCalendar: (input, region = '43') => ask(SAVE, { region: PROVINCE, ...input }, region),
    importCalendar: (input, region = '43') => ask(IMPORT, { region: PROVINCE, ...input }, region),
    accept: async (externalId, when, other = {}) => {
      bench.setNow(at(when))
      // Processes notice a new version within seconds; here nobody waits.
      await bench.openEngine(true)
      const named = { source: 'desk', externalId, eventId: `${externalId}-a`, hall: 'KF', matter: 'M' }
      const [status] = await bench.report([{ ...named, kind: 'ACCEPTED', occurredAt: at(when), ...other }])
      if (status !== 'STORED') throw new Error(status)
    },
  }
}
