import type { Builder } from '../../../graphql/builder.ts'
import type { RequestContext } from '../../../graphql/context.ts'
import type { AccessServices } from '../../graphql/access-types.ts'
import type { RoleRef } from '../../graphql/role.ts'
import { ADMINISTRATION } from '../../administration.ts'
import type { Role } from '../../roles.ts'
import { isRole } from '../../roles.ts'
import { IDLE_LIMIT_MS } from '../../sessions.ts'
import { administratorOf } from '../administering.ts'
import { selectGrants, selectSessions, type Person, type PersonGrant, type PersonSession } from '../person.ts'

/** The sessions of accounts that are open now. */
export async function openSessions({ database, clock }: AccessServices, ...accountIds: readonly string[]) {
  const at = await clock.now()
  const open = { at, idleSince: new Date(at.getTime() - IDLE_LIMIT_MS) }
  return await database.withScope(ADMINISTRATION, (trx) => selectSessions(trx, accountIds, open))
}

function defineSession(builder: Builder) {
  return builder.objectRef<PersonSession>('Session').implement({
    access: { person: true, anyOf: ['core.manage-people', 'core.authorise'] },
    description: 'A signed-in browser.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id, for `endSession`; it opens nothing.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was opened.' }),
      lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', description: 'When it was last used, to the minute.' }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'When it ends whatever happens.' }),
      address: t.exposeString('address', { description: 'The network address from which it was opened.' }),
      via: t.exposeString('via', { description: 'PASSWORD or OIDC.' }),
      current: t.boolean({
        description: 'Whether this request belongs to it.',
        resolve: ({ id }, _args, { principal }) => principal?.session?.id === id,
      }),
    }),
  })
}

function defineGrant(builder: Builder, { registers, Region, Organisation, Hall }: AccessServices, RoleEnum: RoleRef) {
  return builder.objectRef<PersonGrant>('RoleGrant').implement({
    access: { anyOf: ['core.manage-people', 'core.authorise'] },
    description: 'A role that a person holds in a region, perhaps bound to one organisation or hall.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id, for `withdrawRole`.' }),
      role: t.field({
        type: RoleEnum,
        description: 'The role.',
        resolve: ({ role }): Role => {
          if (isRole(role)) return role
          throw new Error(`A grant names the role ${role}, which there is not.`)
        },
      }),
      region: t.field({
        type: Region,
        nullable: true,
        description: 'The region where it holds, with all within it.',
        resolve: ({ regionId }) => registers.current().tree.byId(regionId) ?? null,
      }),
      organisation: t.field({
        type: Organisation,
        nullable: true,
        description: 'The organisation to which it is bound; null for none.',
        resolve: ({ organisationId }) =>
          organisationId === null ? null : (registers.current().index.organisationById.get(organisationId) ?? null),
      }),
      hall: t.field({
        type: Hall,
        nullable: true,
        description: 'The hall to which it is bound; null for none.',
        resolve: ({ hallId }) => (hallId === null ? null : (registers.current().index.hallById.get(hallId) ?? null)),
      }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was given.' }),
      createdBy: t.exposeString('createdBy', {
        nullable: true,
        description: 'The user name of who gave it; null for the platform itself.',
      }),
      expiresAt: t.expose('expiresAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it ends by itself; null when it does not.',
      }),
    }),
  })
}

const mayAuthorise = ({ principal }: RequestContext): boolean => principal?.permissions.has('core.authorise') ?? false

/** Defines `Session`, `RoleGrant` and `Person`. */
export function definePersonTypes(builder: Builder, services: AccessServices, RoleEnum: RoleRef) {
  const { database, clock, registers, Region } = services
  const Session = defineSession(builder)
  const RoleGrant = defineGrant(builder, services, RoleEnum)
  const Person = builder.objectRef<Person>('Person').implement({
    access: { anyOf: ['core.manage-people', 'core.authorise'] },
    description: 'Somebody with an account. Administrators see whoever belongs to their range.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'The id of the account.' }),
      username: t.exposeString('username', { description: 'The name to sign in with.' }),
      displayName: t.exposeString('displayName', { description: 'The name to show.' }),
      region: t.field({
        type: Region,
        nullable: true,
        description: 'The region where the person belongs.',
        resolve: ({ regionId }) => registers.current().tree.byId(regionId) ?? null,
      }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the account was made.' }),
      disabledAt: t.expose('disabledAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When the account was stopped; null for one that is open.',
      }),
      lastSignInAt: t.expose('lastSignInAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When the person last signed in; null for never.',
      }),
      mustChangePassword: t.exposeBoolean('mustChange', {
        description: 'Whether the password is a one-time one, to be changed at the next sign-in.',
      }),
      secondFactor: t.exposeBoolean('hasSecondFactor', { description: 'Whether a second factor is asked for.' }),
      signsInBy: t.stringList({
        description: 'How the person may sign in: PASSWORD, OIDC or both.',
        resolve: ({ hasPassword, byProvider }) => [
          ...(hasPassword ? ['PASSWORD'] : []),
          ...(byProvider ? ['OIDC'] : []),
        ],
      }),
      founder: t.exposeBoolean('founder', {
        description: 'Whether this is the account of the first start, which alone may hold all administrator roles.',
      }),
      grants: t.field({
        type: [RoleGrant],
        description: 'The roles that the person holds within your range.',
        resolve: async ({ id, grants }, _args, { principal }) => {
          const { lo, hi } = administratorOf(principal).range
          const at = await clock.now()
          const held = grants ?? (await database.withScope(ADMINISTRATION, (trx) => selectGrants(trx, [id], at)))
          return held.filter((grant) => grant.lo >= lo && grant.hi <= hi)
        },
      }),
      sessions: t.field({
        type: [Session],
        description: 'The open sessions, the last used first; for who may end them (core.authorise), else none.',
        resolve: async ({ id, sessions }, _args, context) =>
          mayAuthorise(context) ? [...(sessions ?? (await openSessions(services, id)))] : [],
      }),
    }),
  })
  return { Person, RoleGrant, Session }
}

export type PersonTypes = ReturnType<typeof definePersonTypes>
