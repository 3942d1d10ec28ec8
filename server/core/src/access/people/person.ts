import { sql, type Expression, type Selectable, type Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import type { RoleGrantTable, SessionTable } from '../tables.ts'

export type PersonGrant = Readonly<Selectable<RoleGrantTable>>
export type PersonSession = Readonly<
  Pick<Selectable<SessionTable>, 'id' | 'accountId' | 'createdAt' | 'lastSeenAt' | 'expiresAt' | 'address' | 'via'>
>

/** A person with an account, as administrators see them; nothing of password or second factor but that they are there. */
export type Person = {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly regionId: number
  readonly lo: number
  readonly hi: number
  readonly createdAt: Date
  readonly disabledAt: Date | null
  readonly lastSignInAt: Date | null
  readonly mustChange: boolean
  readonly founder: boolean
  readonly hasPassword: boolean
  readonly byProvider: boolean
  readonly hasSecondFactor: boolean
  /** Where they were read with the person: on a page of many. */
  readonly grants?: readonly PersonGrant[]
  readonly sessions?: readonly PersonSession[]
}

/** Which people: those whose home lies within the range. */
export type PeopleFilter = {
  readonly range: ScopeRange
  /** A part of the user name or of the name shown, in any case. */
  readonly text?: string | undefined
}

function select(trx: Transaction<CoreTables>, { lo, hi }: ScopeRange) {
  return trx
    .selectFrom('core.account as account')
    .leftJoin('core.secondFactor as factor', 'factor.accountId', 'account.id')
    .where('account.lo', '>=', lo)
    .where('account.hi', '<=', hi)
}

const COLUMNS = [
  'account.id',
  'username',
  'displayName',
  'regionId',
  'account.lo',
  'account.hi',
  'account.createdAt',
  'disabledAt',
  'lastSignInAt',
  'mustChange',
  'founder',
] as const

function contains(column: Expression<string>, text: string) {
  return sql<boolean>`position(lower(${text}) in lower(${column})) > 0`
}

/** A page of people by user name, and how many there are in all, counted up to 10,000. */
export async function selectPeople(
  trx: Transaction<CoreTables>,
  { range, text = '' }: PeopleFilter,
  { first, after }: { readonly first: number; readonly after: string | null },
): Promise<{ readonly people: readonly Person[]; readonly total: number }> {
  const wanted = select(trx, range).where((by) =>
    text === '' ? by.lit(true) : by.or([contains(by.ref('username'), text), contains(by.ref('displayName'), text)]),
  )
  const people = await withFacts(after === null ? wanted : wanted.where('username', '>', after))
    .orderBy('username')
    .limit(first)
    .execute()
  const counted = wanted.select('account.id').limit(10_000).as('counted')
  const { total } = await trx
    .selectFrom(counted)
    .select((read) => read.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { people, total }
}

function withFacts(query: ReturnType<typeof select>) {
  return query.select(COLUMNS).select((read) => [
    read('passwordHash', 'is not', null).$castTo<boolean>().as('hasPassword'),
    read('factor.confirmedAt', 'is not', null).$castTo<boolean>().as('hasSecondFactor'),
    read
      .or([
        read('byProvider', '=', true),
        read.exists(
          read
            .selectFrom('core.oidcIdentity as identity')
            .select('identity.subject')
            .whereRef('identity.accountId', '=', 'account.id'),
        ),
      ])
      .$castTo<boolean>()
      .as('byProvider'),
  ])
}

/** A person by id; undefined for nobody and for somebody whose home lies elsewhere. Locks the row when it is to change. */
export async function selectPerson(
  trx: Transaction<CoreTables>,
  id: string,
  range: ScopeRange,
): Promise<Person | undefined> {
  return await withFacts(select(trx, range)).where('account.id', '=', id).executeTakeFirst()
}

/** The roles of people that have not ended, those held first first. */
export async function selectGrants(
  trx: Transaction<CoreTables>,
  accountIds: readonly string[],
  at: Date,
): Promise<readonly PersonGrant[]> {
  return await trx
    .selectFrom('core.roleGrant')
    .selectAll()
    .where('accountId', 'in', accountIds)
    .where((by) => by.or([by('expiresAt', 'is', null), by('expiresAt', '>', at)]))
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

/** The open sessions of people, the last used first. `idleSince` is when an idle one ended. */
export async function selectSessions(
  trx: Transaction<CoreTables>,
  accountIds: readonly string[],
  { at, idleSince }: { readonly at: Date; readonly idleSince: Date },
): Promise<readonly PersonSession[]> {
  return await trx
    .selectFrom('core.session')
    .select(['id', 'accountId', 'createdAt', 'lastSeenAt', 'expiresAt', 'address', 'via'])
    .where('accountId', 'in', accountIds)
    .where('expiresAt', '>', at)
    .where('lastSeenAt', '>', idleSince)
    .orderBy('lastSeenAt', 'desc')
    .orderBy('id')
    .execute()
}
