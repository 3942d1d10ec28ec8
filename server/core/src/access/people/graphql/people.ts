import type { Builder } from '../../../graphql/builder.ts'
import { connectionOf, decodeCursor, encodeCursor, pageOf, pageSize } from '../../../graphql/connections.ts'
import type { Principal, ScopeRange } from '../../../graphql/context.ts'
import { fault, invalid } from '../../../graphql/fault.ts'
import type { AccessServices } from '../../graphql/access-types.ts'
import { ADMINISTRATION } from '../../administration.ts'
import { readerScope } from '../../scope.ts'
import { administratorOf } from '../administering.ts'
import { selectGrants, selectPeople, selectPerson, type Person } from '../person.ts'
import { openSessions, type PersonTypes } from './person-types.ts'
import { isUuid } from '../../../uuid.ts'

const LONGEST_TEXT = 100

/** The part of the own range that a region names. Throws NOT_FOUND outside of it. */
async function rangeWithin(
  principal: Principal | null,
  code: string | null | undefined,
  { registers }: AccessServices,
): Promise<ScopeRange> {
  const { range } = administratorOf(principal)
  if (code === null || code === undefined) return range
  const region = (await registers.snapshot()).tree.byCode(code)
  const named = region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
  const { lo, hi } = readerScope(principal, named, code)
  return { lo: Math.max(lo, range.lo), hi: Math.min(hi, range.hi) }
}

function afterUsername(cursor: string | null | undefined): string | null {
  if (cursor === null || cursor === undefined) return null
  const [username] = decodeCursor(cursor, 1)
  return typeof username === 'string' ? username : null
}

/** Reads roles and sessions of a whole page at once. */
async function withRolesAndSessions(people: readonly Person[], services: AccessServices): Promise<readonly Person[]> {
  if (people.length === 0) return people
  const ids = people.map(({ id }) => id)
  const at = await services.clock.now()
  const grants = await services.database.withScope(ADMINISTRATION, (trx) => selectGrants(trx, ids, at))
  const sessions = await openSessions(services, ...ids)
  const grantsOf = Map.groupBy(grants, ({ accountId }) => accountId)
  const sessionsOf = Map.groupBy(sessions, ({ accountId }) => accountId)
  return people.map((person) => ({
    ...person,
    grants: grantsOf.get(person.id) ?? [],
    sessions: sessionsOf.get(person.id) ?? [],
  }))
}

/** Defines `people`, `person` and `mySessions`. */
export function definePeople(
  builder: Builder,
  services: AccessServices,
  { Person: PersonRef, Session }: PersonTypes,
): void {
  const { database } = services
  builder.queryField('people', (t) =>
    t.field({
      type: connectionOf(builder, 'Person', PersonRef, { anyOf: ['core.manage-people', 'core.authorise'] }),
      authScopes: { anyOf: ['core.manage-people', 'core.authorise'] },
      description: 'People with an account whose home lies in the own range, by user name.',
      args: {
        text: t.arg.string({ description: 'A part of the user name or of the name shown.' }),
        within: t.arg({ type: 'RegionCode', description: 'Only those whose home lies in this region.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { text, within, ...page }, { principal }) => {
        const wanted = text?.trim() ?? ''
        if (wanted.length > LONGEST_TEXT) {
          const detail = {
            'zh-CN': `text 最多 ${LONGEST_TEXT} 个字符。`,
            en: `"text" has at most ${LONGEST_TEXT} characters.`,
          }
          throw invalid(detail, ['text'])
        }
        const first = pageSize(page.first)
        const filter = { range: await rangeWithin(principal, within, services), text: wanted }
        const after = afterUsername(page.after)
        const { people, total } = await database.withScope(ADMINISTRATION, (trx) =>
          selectPeople(trx, filter, { first: first + 1, after }),
        )
        return pageOf(await withRolesAndSessions(people, services), {
          first,
          after,
          total,
          cursorOf: ({ username }) => encodeCursor([username]),
        })
      },
    }),
  )
  builder.queryField('person', (t) =>
    t.field({
      type: PersonRef,
      nullable: true,
      authScopes: { anyOf: ['core.manage-people', 'core.authorise'] },
      description: 'A person with an account; null when there is none whose home lies in the own range.',
      args: { id: t.arg.id({ required: true, description: 'The id of the account.' }) },
      resolve: async (_root, { id }, { principal }) => {
        const { range } = administratorOf(principal)
        if (!isUuid(id)) return null
        return (await database.withScope(ADMINISTRATION, (trx) => selectPerson(trx, id, range))) ?? null
      },
    }),
  )
  builder.queryField('mySessions', (t) =>
    t.field({
      type: [Session],
      authScopes: { person: true },
      description: 'The open sessions of the viewer, the last used first.',
      resolve: async (_root, _args, { principal }) => {
        if (principal === null) throw fault('UNAUTHENTICATED')
        return [...(await openSessions(services, principal.id))]
      },
    }),
  )
}
