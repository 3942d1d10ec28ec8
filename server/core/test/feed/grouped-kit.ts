import { sql } from 'kysely'
import type { Unit } from '../../src/graphql/context.ts'
import type { Region } from '../../src/registers/region.ts'
import { openSocket } from '../graphql/running-api.ts'
import { alertEntry, append, until } from './feed-kit.ts'
import type { Asker, RightsHouse } from './rights-kit.ts'
import { ALERTS, alertPayload, city, district, otherCity, province } from './subscription-kit.ts'

const SHORT = `subscription ($where: RegionCode!, $from: String) { alerts(after: $from, within: $where) {
  events { caseNumber } cursor } }`

/** Who follows, and what is asked: all that decides what is told. */
export type Profile = {
  readonly region: Region
  readonly within: Region
  readonly bound: Partial<Unit>
  readonly isShort: boolean
  readonly onlyRed: boolean
  readonly language: 'en' | 'zh-CN'
}

/** An event of the model. */
export type Raised = {
  readonly number: number
  readonly region: Region
  readonly level: 'RED' | 'WARNING'
  readonly organisationId: number
  readonly hallId: number
}

const REGIONS = [province, city, district, otherCity] as const
const BOUNDS: readonly Partial<Unit>[] = [{}, {}, { organisationId: 1 }, { organisationId: 2 }, { hallId: 1 }]

type Random = (below: number) => number
export const pick = <T>(random: Random, from: readonly T[]): T => {
  const picked = from[random(from.length)]
  if (picked === undefined) throw new Error('There is nothing to pick from.')
  return picked
}
const isIn = (inner: Region, outer: Region) => inner.scopeKey >= outer.scopeKey && inner.scopeEnd <= outer.scopeEnd

export function randomProfile(random: Random): Profile {
  const region = pick(random, REGIONS)
  return {
    region,
    within: pick(
      random,
      REGIONS.filter((each) => isIn(each, region)),
    ),
    bound: pick(random, BOUNDS),
    isShort: random(3) === 0,
    onlyRed: random(3) === 0,
    language: pick(random, ['en', 'zh-CN'] as const),
  }
}

export const randomEvent = (random: Random, number: number): Raised => ({
  number,
  region: pick(random, REGIONS),
  level: pick(random, ['RED', 'WARNING'] as const),
  organisationId: 1 + random(2),
  hallId: 1 + random(2),
})

/** Whether somebody is to be told of an event: the rule, said without any of the code under test. */
export function isTold({ region, within, bound, isShort, onlyRed }: Profile, event: Raised): boolean {
  const at = event.region.scopeKey
  return (
    at >= Math.max(region.scopeKey, within.scopeKey) &&
    at < Math.min(region.scopeEnd, within.scopeEnd) &&
    (bound.organisationId === undefined || bound.organisationId === event.organisationId) &&
    (bound.hallId === undefined || bound.hallId === event.hallId) &&
    (isShort || !onlyRed || event.level === 'RED')
  )
}

/** Raises events, in one transaction; spaces may make them longer. */
export function raiseAll({ database }: RightsHouse, events: readonly Raised[], spaces = 0): Promise<void> {
  return append(
    database,
    events.map(({ number, region: { scopeKey }, level, organisationId, hallId }) => {
      const caseNumber = `N-${number}${' '.repeat(spaces)}`
      const payload = { ...alertPayload(number), level, caseNumber }
      return alertEntry(number, { level, organisationId, hallId, scopeKey, payload })
    }),
  )
}

/** The registers of these tests have neither organisations nor halls. */
export function allowMadeUpUnits({ database }: RightsHouse): Promise<unknown> {
  return database.withOwner((db) =>
    sql`alter table core.role_grant drop constraint role_grant_organisation_id_fkey,
      drop constraint role_grant_hall_id_fkey`.execute(db),
  )
}

export async function personWith(house: RightsHouse, { region, bound }: Pick<Profile, 'region' | 'bound'>) {
  const person = await house.personIn()
  await house.give(person.id, region, bound)
  return person
}

export const withdrawRoles = (house: RightsHouse, { id }: Asker) =>
  house.administer((trx) => trx.deleteFrom('core.roleGrant').where('accountId', '=', id).execute())

type Payload = {
  readonly data?: null | { readonly alerts: { readonly cursor: string; readonly events: { caseNumber: string }[] } }
}

/** Somebody on a socket, who may go away and come back with the last cursor. */
export async function subscriber(house: RightsHouse, profile: Profile, asker: Asker) {
  const batches: Payload[] = []
  let cursor: string | undefined
  let socket = await connect()

  async function connect() {
    const opened = await openSocket(`${house.api.url.replace('http', 'ws')}/graphql`, asker.headers)
    await opened.init({ language: profile.language })
    const { isShort, onlyRed, within } = profile
    const variables = isShort
      ? { where: within.code, from: cursor }
      : { within: within.code, after: cursor, ...(onlyRed && { minLevel: 'RED' }) }
    const before = opened.messages.length
    opened.socket.on('message', (data: Buffer) => {
      const { payload } = JSON.parse(data.toString('utf8')) as { payload?: Payload }
      if (payload?.data == null) return
      batches.push(payload)
      cursor = payload.data.alerts.cursor
    })
    opened.send({ id: `of ${asker.id}`, type: 'subscribe', payload: { query: isShort ? SHORT : ALERTS, variables } })
    await until(() => opened.messages.length > before, 'the first batch has come')
    return opened
  }

  return {
    profile,
    asker,
    numbers: () =>
      batches.flatMap(({ data }) => data?.alerts.events ?? []).map((each) => Number(each.caseNumber.slice(2))),
    batches: () => batches,
    drop: () => socket.socket.terminate(),
    comeBack: async () => void (socket = await connect()),
    socket: () => socket.socket,
    closed: () => socket.closed,
  }
}

export type Subscriber = Awaited<ReturnType<typeof subscriber>>
