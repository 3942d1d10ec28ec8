import { readerScope } from '../../access/scope.ts'
import { loadCalendars } from '../../clock/calendars.ts'
import { localDate } from '../../clock/local-time.ts'
import type { Builder } from '../../graphql/builder.ts'
import { connectionOf } from '../../graphql/connections.ts'
import type { Reach, RequestContext } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { nextDay } from '../../plans/rules/windows.ts'
import { pageOfList } from '../../registers/graphql/page-of-list.ts'
import { rowsWithin } from '../../registers/graphql/within.ts'
import type { HallEntry } from '../../registers/register-index.ts'
import type { RegisterSnapshot } from '../../registers/registers.ts'
import { selectLogs, type ControlLogRow } from '../queries/control-log.ts'
import { controlState, type ControlState } from '../rules/control-day.ts'
import { hasAuthority } from '../rules/standing.ts'
import type { Halls } from '../tables.ts'

/** A hall on a day, with its logs. */
type ControlDay = {
  readonly hall: HallEntry
  readonly day: string
  readonly state: ControlState
  readonly logs: readonly ControlLogRow[]
}
type Values<Name extends string> = Readonly<Record<Name, { readonly description: string }>>

const LONGEST_DAYS = 92

/** Writes `ControlDay`, the days of a hall and the halls of a day. */
export const defineControlDay = (builder: Builder, host: Host<Halls>): void => {
  const authScopes = { permission: host.permission('halls.read') }
  const Day = defineDay(builder, host)
  const Connection = connectionOf(builder, 'ControlDay', Day, authScopes)
  builder.queryFields((t) => ({
    controlDays: t.field({
      type: [Day],
      description: `The days of a hall, the last first, none that is still to come; at most ${LONGEST_DAYS} at once.`,
      authScopes,
      args: {
        hall: t.arg.string({ required: true, description: 'The code of the hall.' }),
        from: t.arg({ type: 'Date', required: true, description: 'The first day.' }),
        to: t.arg({ type: 'Date', required: true, description: 'The day after the last.' }),
      },
      resolve: (_root, { hall, from, to }, context) => readDays(host, context, { code: hall, from, to }),
    }),
    controlHalls: t.field({
      type: Connection,
      description:
        'The halls of a region and of all within it of which logs are asked, those of province, cities and counties, on a day, from above.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        day: t.arg({ type: 'Date', required: true, description: 'The local day; none that is still to come.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, day, first, after }, context) => {
        const registers = await host.registers()
        return host.read(
          context,
          async (trx, reach) => {
            const now = await host.clock.now()
            if (day > localDate(now)) throw invalid(TO_COME, ['day'])
            const page = pageOfList(hallsOf(registers, reach).filter(isAsked(registers)), { first, after }, 2, placeOf)
            const halls = page.edges.map(({ node }) => node)
            const days = await daysOf(host, trx, reach, { halls, days: [day], now })
            const cursors = page.edges.map(({ cursor }) => cursor)
            return { ...page, edges: days.map((node, at) => ({ cursor: cursors[at] ?? '', node })) }
          },
          within,
        )
      },
    }),
  }))
}

const defineDay = (builder: Builder, host: Host<Halls>) => {
  const access = { permission: host.permission('halls.read') }
  const State = builder.enumType('ControlState', {
    description: 'Where the control log of a hall stands on a day.',
    values: {
      KEPT: { description: 'Kept by the close of business of the next working day.' },
      LATE: { description: 'Kept after that, which does not count.' },
      MISSED: { description: 'None came.' },
      OWED: { description: 'None came, and one can still come in time.' },
      OFF: { description: 'None came and none is asked: a day off, or a hall below the counties.' },
    } satisfies Values<ControlState>,
  })
  const Log = builder.objectRef<ControlLogRow>('ControlLog').implement({
    access,
    description: 'What a hall did to keep its service in order 日常管控 (4-b).',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      measures: t.exposeString('measures', { description: 'What was controlled, and how.' }),
      problems: t.stringList({ description: 'What was wrong, a line each.', resolve: ({ problems }) => problems }),
      findings: t.idList({
        description: 'The findings that they became, in the same order.',
        resolve: ({ findingIds }) => findingIds,
      }),
      keptAt: t.expose('keptAt', { type: 'DateTime', description: 'When it was kept.' }),
      keptBy: t.exposeString('keptBy', { description: 'By whom.' }),
    }),
  })
  return builder.objectRef<ControlDay>('ControlDay').implement({
    access,
    description: 'The daily control of a hall on a day.',
    fields: (t) => ({
      hall: t.field({ type: 'Hall', description: 'The hall.', resolve: ({ hall }) => hall }),
      day: t.expose('day', { type: 'Date', description: 'The local day.' }),
      state: t.expose('state', { type: State, description: 'Where its log stands.' }),
      logs: t.field({ type: [Log], description: 'Its logs, the first first.', resolve: ({ logs }) => [...logs] }),
    }),
  })
}

const placeOf = ({ scopeKey, code }: HallEntry) => [scopeKey, code] as const

/** Below the counties no log is asked, though one can be kept. */
const isAsked =
  ({ tree }: RegisterSnapshot) =>
  ({ regionId }: HallEntry): boolean => {
    const region = tree.byId(regionId)
    return region !== undefined && hasAuthority(region)
  }

const hallsOf = ({ index }: RegisterSnapshot, reach: Reach): readonly HallEntry[] =>
  reach.organisationId === null
    ? rowsWithin(index.halls, reach).filter(({ id }) => reach.hallId === null || reach.hallId === id)
    : []

type Asked = { readonly code: string; readonly from: string; readonly to: string }

const readDays = async (
  host: Host<Halls>,
  context: Pick<RequestContext, 'read' | 'principal'>,
  { code, from, to }: Asked,
): Promise<ControlDay[]> => {
  const hall = hallsOf(await host.registers(), readerScope(context.principal)).find((each) => each.code === code)
  if (hall === undefined) throw fault('NOT_FOUND', { value: code.slice(0, 64) }, ['hall'])
  const days: string[] = []
  for (let day = from; day < to; day = nextDay(day)) {
    days.push(day)
    if (days.length > LONGEST_DAYS) throw invalid(LONG, ['to'])
  }
  const now = await host.clock.now()
  const past = days.filter((day) => day <= localDate(now)).toReversed()
  return host.read(context, async (trx, reach) => daysOf(host, trx, reach, { halls: [hall], days: past, now }))
}

type Wanted = { readonly halls: readonly HallEntry[]; readonly days: readonly string[]; readonly now: Date }
type Trx = Parameters<Parameters<Host<Halls>['read']>[1]>[0]

/** Every hall on every day, halls first. */
const daysOf = async (
  host: Pick<Host<Halls>, 'registers'>,
  trx: Trx,
  reach: Reach,
  { halls, days, now }: Wanted,
): Promise<ControlDay[]> => {
  const sorted = days.toSorted()
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined || halls.length === 0) return []
  const registers = await host.registers()
  const calendars = await loadCalendars(trx, (id) => registers.tree.byId(id))
  if (calendars.all.some(({ from }) => first < from)) throw invalid(BEFORE)
  const span = { hallIds: halls.map(({ id }) => id), from: first, to: nextDay(last) }
  const logs = Map.groupBy(await selectLogs(trx, reach, span), ({ hallId, day }) => `${hallId} ${day}`)
  return halls.flatMap((hall) => {
    const calendar = calendars.forPlace(hall.scopeKey)
    return days.map((day) => {
      const own = logs.get(`${hall.id} ${day}`) ?? []
      const asked = { day, isAsked: isAsked(registers)(hall), firstKeptAt: own[0]?.keptAt ?? null, now }
      return { hall, day, logs: own, state: controlState(calendar, asked) }
    })
  })
}

const LONG = { 'zh-CN': `一次最多查询 ${LONGEST_DAYS} 天。`, en: `At most ${LONGEST_DAYS} days at once.` }
const BEFORE = { 'zh-CN': '日期早于工作日历。', en: 'The calendar of working days begins later.' }
const TO_COME = { 'zh-CN': '日期不能晚于今天。', en: 'The day is not one that is still to come.' }
