import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { encodeCaseId } from '../../src/cases/case-id.ts'
import type { Principal } from '../../src/graphql/context.ts'
import { ratings } from '../../src/ratings/declaration.ts'

export const CITY = '433100000000'
export const COUNTY = '433124000000'
export const OTHER_COUNTY = '433101000000'
export const NOW = '2026-03-10T10:00:00+08:00'

type Outcome = { readonly __typename: string; readonly code?: string; readonly [field: string]: unknown }

const caseEvent = (number: string, kind: 'ACCEPTED' | 'CLOSED', at: string, hall: string) => ({
  source: 'test',
  externalId: number,
  eventId: `${kind} ${number}`,
  kind,
  occurredAt: new Date(`${at}+08:00`),
  hall,
  organisation: 'WATER',
  matter: 'M1',
  channel: 'WINDOW',
})

/** A bench with halls in two counties, cases that are closed or open, and people who ask. */
export const openBench = async () => {
  const bench: PluginBench = await openPluginBench([])
  bench.setNow(NOW)
  const host = bench.hostOf(ratings)
  const halls = [COUNTY, OTHER_COUNTY].map((region) => ({ code: region, name: `演示大厅 ${region}`, region }))
  await bench.save('halls', halls)
  await bench.save('organisations', [
    { code: 'WATER', name: '演示水利局', region: COUNTY },
    { code: 'LAND', name: '演示自然资源局', region: COUNTY },
  ])
  const days = (amount: number) => ({ amount, unit: 'WORKING_DAY' as const })
  const limits = { promised: days(5), statutory: days(10) }
  await bench.save('matters', [{ code: 'M1', name: '取水许可', type: 'LICENCE', kind: 'PROMISED', ...limits }])

  const { index } = await bench.registers.snapshot()
  const organisation = (code: string): number => index.organisationByCode.get(code)?.id ?? -1
  const somebody = (id: string, region: string, rights: readonly string[], unit: string | null = null): Principal => ({
    ...bench.principal(region, 'core.read', ...rights.map((right) => `ratings.${right}`)),
    id,
    name: id,
    organisationId: unit === null ? null : organisation(unit),
  })
  const people = {
    desk: somebody('desk', COUNTY, ['read', 'handle', 'answer', 'invite']),
    second: somebody('second', COUNTY, ['read', 'handle']),
    water: somebody('water', COUNTY, ['read', 'handle', 'answer', 'invite'], 'WATER'),
    foreign: somebody('foreign', OTHER_COUNTY, ['read', 'handle', 'answer', 'invite']),
    authority: somebody('authority', CITY, ['read', 'handle', 'govern']),
    system: somebody('system', CITY, ['report', 'invite']),
  }

  /** Reports a case of the county and closes it on a day of March, or leaves it open. */
  const aCase = async (number: string, closed: string | null = '2026-03-09T15:00', hall = COUNTY): Promise<string> => {
    const events = [caseEvent(number, 'ACCEPTED', '2026-03-05T10:00', hall)]
    await bench.report(closed === null ? events : [...events, caseEvent(number, 'CLOSED', closed, hall)])
    return caseId(number)
  }
  const caseId = async (number: string): Promise<string> => {
    const key = await bench.database.withScope({ mode: 'engine' }, (trx) =>
      trx
        .selectFrom('core.case')
        .select(['areaCode', 'openedOn', 'caseId'])
        .where('externalId', '=', number)
        .executeTakeFirstOrThrow(),
    )
    return encodeCaseId(key)
  }
  const closeCase = (number: string, at: string) => bench.report([caseEvent(number, 'CLOSED', at, COUNTY)])

  /** Asks a mutation by name; gives its payload or its problem, or the code of its refusal. */
  const run = async (name: string, input: object, who: Principal | null, fields = 'id'): Promise<Outcome> => {
    const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
    const { data, codes } = await bench.ask(
      `mutation ($input: ${title}Input!) { outcome: ${name}(input: $input) { __typename
        ... on ${title}Payload { ${fields} } ... on InputError { code path } } }`,
      { input },
      who,
    )
    return codes.length > 0 ? { __typename: String(codes[0]) } : (data as { outcome: Outcome }).outcome
  }
  const query = async <T>(field: string, who: Principal | null): Promise<T> => {
    const { data, codes } = await bench.ask(`{ asked: ${field} }`, {}, who)
    if (codes.length > 0) throw new Error(String(codes[0]))
    return (data as { asked: T }).asked
  }

  /** The token of a link to rate a case. */
  const link = async (id: string, channel = 'QR'): Promise<string> =>
    String((await run('createRatingLink', { case: id, channel }, people.desk, 'token'))['token'])
  const give = (token: string, said: object) => run('giveRating', { token, ...said }, null, 'given')
  /** Rates a new case by a link; gives its work order, if it has one. */
  const rate = async (number: string, said: object): Promise<string> => {
    const given = await give(await link(await aCase(number)), said)
    if (given.__typename !== 'GiveRatingPayload') throw new Error(JSON.stringify(given))
    return orderOf(number)
  }
  const orderOf = async (number: string): Promise<string> => {
    const row = await host.withScope({ mode: 'engine' }, (trx) =>
      trx
        .selectFrom('ratings.workOrder as w')
        .innerJoin('ratings.given as g', 'g.ratingId', 'w.ratingId')
        .innerJoin('core.case as c', 'c.caseId', 'g.caseId')
        .select('w.id')
        .where('c.externalId', '=', number)
        .executeTakeFirst(),
    )
    return row?.id ?? ''
  }

  type Total = { readonly display: string; readonly numerator: number; readonly denominator: number | null }
  const figure = async (code: string, who: Principal = people.authority): Promise<Total | undefined> => {
    await bench.fold()
    const rows = await query<readonly { readonly total: Total }[]>(
      `rollups(region: "${COUNTY}", indicators: ["${code}"], from: "2026-03-01", to: "2026-04-01", by: DAY) {
        total { display numerator denominator } }`,
      who,
    )
    return rows[0]?.total
  }
  return { ...bench, host, people, run, query, aCase, caseId, closeCase, link, give, rate, orderOf, figure }
}

export type RatingsBench = Awaited<ReturnType<typeof openBench>>
