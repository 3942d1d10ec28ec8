import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import type { ScopeRange } from '../../graphql/context.ts'
import { fault } from '../../graphql/fault.ts'
import { ADMINISTRATION, type ScopedDatabase } from '../administration.ts'
import type { NewPerson } from '../accounts.ts'
import { changeAs } from '../audit/change.ts'
import { commandActor } from '../audit/command-actor.ts'
import { recordAudit } from '../audit/record.ts'
import { newOneTimePassword } from '../one-time-password.ts'
import { hashPassword } from '../password.ts'
import type { Administrator } from './administering.ts'
import { grantRole, type NewRole } from './grant-role.ts'
import { createPerson, disablePerson, enablePerson, resetPassword, resetSecondFactor, type Managing } from './manage.ts'
import { selectGrants, selectPeople, type Person, type PersonGrant } from './person.ts'
import { withdrawRole } from './withdraw-role.ts'

const EVERYBODY: ScopeRange = { lo: 0, hi: Number.MAX_SAFE_INTEGER }
const MOST = 1_000_000

/** A role to give on the command line, where people have user names. */
export type RoleByCommand = Omit<NewRole, 'person'> & { readonly username: string }

/** What the command line does to people's accounts: everything, everywhere, and written down. */
export type PeopleByCommand = {
  /** Makes an account, with a one-time password unless one is given, which is the caller's to check. @throws INVALID_INPUT, DUPLICATE_KEY */
  readonly add: (
    person: NewPerson,
    chosen?: string,
    role?: Omit<NewRole, 'person'>,
  ) => Promise<{ readonly oneTimePassword: string | null }>
  readonly grant: (role: RoleByCommand) => Promise<PersonGrant>
  /** Takes roles away by the ids of their grants. */
  readonly withdraw: (id: string) => Promise<PersonGrant>
  readonly disable: (username: string) => Promise<void>
  readonly enable: (username: string) => Promise<void>
  readonly resetPassword: (username: string) => Promise<string>
  readonly resetSecondFactor: (username: string) => Promise<void>
  readonly list: () => Promise<readonly { readonly person: Person; readonly grants: readonly PersonGrant[] }[]>
}

const ADMINISTRATOR: Administrator = { id: null, name: 'command', range: EVERYBODY, roles: null }

async function idOf(trx: Transaction<CoreTables>, username: string): Promise<string> {
  const account = await trx.selectFrom('core.account').select('id').where('username', '=', username).executeTakeFirst()
  if (account === undefined) throw fault('NOT_FOUND', { value: username }, ['username'])
  return account.id
}

/** People's accounts for the command line. `province` is the range of the whole province. */
export function peopleByCommand(database: ScopedDatabase, province: ScopeRange): PeopleByCommand {
  const actor = commandActor()
  const change = changeAs(database, actor)
  const managing = (): Managing => ({ administrator: ADMINISTRATOR, at: new Date() })

  /** Changes the account of a user name and writes it down. */
  function changed(
    action: `core.person.${string}`,
    username: string,
    work: (trx: Transaction<CoreTables>, id: string) => Promise<Person>,
  ): Promise<Person> {
    return change(action, async (trx, note) => {
      const person = await work(trx, await idOf(trx, username))
      note({ subject: { type: 'Person', id: person.id }, scopeKey: person.lo })
      return person
    })
  }

  /** Gives a role and writes it down, in a change that is about more. */
  async function give(trx: Transaction<CoreTables>, wanted: NewRole): Promise<PersonGrant> {
    const at = new Date()
    const { person, grant } = await grantRole(trx, wanted, ADMINISTRATOR, at)
    const subject = { type: 'Person', id: person.id }
    const after = { role: grant.role, regionId: grant.regionId }
    await recordAudit(trx, actor, { action: 'core.role.granted', subject, scopeKey: grant.lo, after }, at)
    return grant
  }

  return {
    add: async (person, chosen, role) => {
      const oneTime = chosen === undefined ? await newOneTimePassword(new Date()) : null
      const kept = oneTime?.kept ?? { passwordHash: await hashPassword(chosen ?? '') }
      await change('core.person.created', async (trx, note) => {
        const made = await createPerson(trx, person, kept, managing())
        const { username, displayName } = person
        note({ subject: { type: 'Person', id: made.id }, scopeKey: made.lo, after: { username, displayName } })
        if (role !== undefined) await give(trx, { ...role, person: made.id })
      })
      return { oneTimePassword: oneTime?.password ?? null }
    },
    grant: ({ username, ...role }) =>
      database.withScope(ADMINISTRATION, async (trx) => give(trx, { ...role, person: await idOf(trx, username) })),
    withdraw: (id) =>
      change('core.role.withdrawn', async (trx, note) => {
        const { person, grant } = await withdrawRole(trx, id, ADMINISTRATOR, province)
        note({ subject: { type: 'Person', id: person.id }, scopeKey: grant.lo, before: { role: grant.role } })
        return grant
      }),
    disable: async (username) => {
      await changed('core.person.disabled', username, (trx, id) => disablePerson(trx, id, managing(), province))
    },
    enable: async (username) => {
      await changed('core.person.enabled', username, (trx, id) => enablePerson(trx, id, managing()))
    },
    resetPassword: async (username) => {
      const { password, kept } = await newOneTimePassword(new Date())
      await changed('core.person.password-reset', username, (trx, id) => resetPassword(trx, id, kept, managing()))
      return password
    },
    resetSecondFactor: async (username) => {
      await changed('core.person.second-factor-reset', username, (trx, id) => resetSecondFactor(trx, id, managing()))
    },
    list: () =>
      database.withScope(ADMINISTRATION, async (trx) => {
        const { people } = await selectPeople(trx, { range: EVERYBODY }, { first: MOST, after: null })
        const at = new Date()
        const ids = people.map(({ id }) => id)
        const held = ids.length === 0 ? [] : await selectGrants(trx, ids, at)
        const grantsOf = Map.groupBy(held, ({ accountId }) => accountId)
        return people.map((person) => ({ person, grants: grantsOf.get(person.id) ?? [] }))
      }),
  }
}
