import { reaches, readerScope } from '../../access/scope.ts'
import { loadCalendars } from '../../clock/calendars.ts'
import { localDate } from '../../clock/local-time.ts'
import type { Builder } from '../../graphql/builder.ts'
import type { Principal, RequestContext } from '../../graphql/context.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import type { HallEntry } from '../../registers/register-index.ts'
import { uuidV7 } from '../../uuid.ts'
import { DAILY_CONTROL } from '../finding-types.ts'
import { insertLog } from '../queries/control-log.ts'
import type { Db } from '../queries/group.ts'
import { runControlClock } from '../run-control-clock.ts'
import type { Halls } from '../tables.ts'
import { askedBy, wordsOf } from './asked.ts'

export const LOG_KEPT = 'halls.control-log.kept'

/** A log can be kept of a day so far back; by then it does not count any more. */
const LOOK_BACK_DAYS = 31
const MOST_PROBLEMS = 20
const DAY_MS = 86_400_000

type Kept = {
  readonly hall: string
  readonly day: string
  readonly measures: string
  readonly problems?: readonly string[] | null | undefined
}
type Context = Pick<RequestContext, 'principal' | 'change'>

/** Writes `keepControlLog`. */
export const defineKeepControlLog = (builder: Builder, host: Host<Halls>): void => {
  const authScopes = { permission: host.permission('halls.log') }
  const Keep = builder.inputType('KeepControlLogInput', {
    description: 'What a hall did to keep its service in order on a day.',
    fields: (t) => ({
      hall: t.string({ required: true, description: 'The code of the hall.' }),
      day: t.field({ type: 'Date', required: true, description: `Today, or at most ${LOOK_BACK_DAYS} days back.` }),
      measures: t.string({ required: true, description: 'What was controlled, and how; at most 2,000 characters.' }),
      problems: t.stringList({
        description: `What was wrong, a line each, without personal data: at most ${MOST_PROBLEMS} of 200 characters. Each becomes a finding of the hall.`,
      }),
    }),
  })
  builder.mutationField('keepControlLog', (t) =>
    t.field({
      type: resultOf(builder, 'KeepControlLog', authScopes, { id: 'ID' }),
      description:
        'Keeps a daily control log of a hall (4-b); it is not changed afterwards, and a day may have several. A day counts when its first log came by the close of business of the next working day.',
      authScopes,
      audit: LOG_KEPT,
      args: { input: t.arg({ type: Keep, required: true, description: 'The log.' }) },
      resolve: (_root, { input }, context) => answer(() => keepLog(host, context, input)),
    }),
  )
}

const keepLog = async (host: Host<Halls>, context: Context, input: Kept) => {
  const principal = askedBy(context.principal)
  const hall = await ownHall(host, principal, input.hall)
  const now = await host.clock.now()
  const { day } = input
  if (day > localDate(now) || day < localDate(new Date(now.getTime() - LOOK_BACK_DAYS * DAY_MS)))
    throw invalid(DAY, ['input', 'day'])
  const measures = wordsOf(input.measures, 'measures', 2_000)
  const problems = (input.problems ?? []).map((line) => wordsOf(line, 'problems', 200))
  if (problems.length > MOST_PROBLEMS)
    throw fault('TOO_MANY_ITEMS', { max: MOST_PROBLEMS, count: problems.length }, ['input', 'problems'])
  const { id: hallId, regionId, areaCode, scopeKey } = hall
  const seat = { regionId, areaCode, scopeKey, hallId }
  const id = uuidV7(now.getTime())
  return host.change(
    context,
    LOG_KEPT,
    async (trx, note) => {
      const found = { id, problems, now, by: { id: principal.id, name: principal.name } }
      const findingIds = await raise(host, trx, seat, found)
      await insertLog(trx, { ...seat, id, day, measures, problems, findingIds, keptAt: now, keptBy: principal.name })
      const { tree } = await host.registers()
      const calendars = await loadCalendars(trx, (regionOf) => tree.byId(regionOf))
      await runControlClock(host, trx, calendars.forPlace(scopeKey), { hall, day, now })
      note({
        subject: { type: 'ControlLog', id },
        scopeKey,
        after: { hall: hall.code, day, problems: problems.length },
      })
      return { id }
    },
    'engine',
  )
}

/** @throws Fault NOT_FOUND for a hall that is unknown or out of reach */
const ownHall = async (host: Host<Halls>, principal: Principal, code: string): Promise<HallEntry> => {
  const hall = (await host.registers()).index.hallByCode.get(code)
  const reach = readerScope(principal)
  if (hall === undefined || !reaches(reach, { scopeKey: hall.scopeKey, hallId: hall.id }))
    throw fault('NOT_FOUND', { value: code.slice(0, 64) }, ['input', 'hall'])
  return hall
}

type Found = {
  readonly id: string
  readonly problems: readonly string[]
  readonly now: Date
  readonly by: { readonly id: string; readonly name: string }
}
type Seat = { regionId: number; areaCode: number; scopeKey: number; hallId: number }

/** Each problem is a finding by itself: what two days have in common is for people to see. */
const raise = async (host: Host<Halls>, trx: Db, place: Seat, { id, problems, now, by }: Found): Promise<string[]> => {
  const ids: string[] = []
  for (const [at, title] of problems.entries()) {
    const raised = await host.findings.raise(trx, {
      source: 'SELF_ASSESSMENT',
      sourceId: `${id}:${at}`,
      type: DAILY_CONTROL,
      place,
      cause: DAILY_CONTROL,
      severity: 'MINOR',
      title,
      foundAt: now,
      subject: { type: 'ControlLog', id: `${id}:${at}` },
      by,
    })
    ids.push(raised.id)
  }
  return ids
}

const DAY = {
  'zh-CN': `只能填写今天或之前 ${LOOK_BACK_DAYS} 天内的记录。`,
  en: `The day is today, or at most ${LOOK_BACK_DAYS} days back.`,
}
