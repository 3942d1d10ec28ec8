import type { Builder } from '../../graphql/builder.ts'
import type { Principal } from '../../graphql/context.ts'
import { contains, scopeIdOf, workingScopes, type WorkingScope } from '../scope.ts'
import type { AccessServices } from './access-types.ts'
import type { RoleRef } from './role.ts'

type ScopeView = WorkingScope & { readonly current: boolean }

/** The working scopes to choose from; the one in use is marked. */
function scopesOf(principal: Principal): readonly ScopeView[] {
  const current = scopeIdOf(principal)
  return workingScopes(principal.grants).map((scope) => ({ ...scope, current: scope.id === current }))
}

/** Defines `WorkingScope`, `Viewer` and `viewer`. */
export function defineViewer(builder: Builder, services: AccessServices, Role: RoleRef) {
  const { registers, Region, Organisation, Hall } = services
  const regionOf = (regionId: number) => {
    const region = registers.current().tree.byId(regionId)
    if (region === undefined) throw new Error(`The region ${regionId} of a principal is gone.`)
    return region
  }
  const WorkingScopeRef = builder.objectRef<ScopeView>('WorkingScope').implement({
    access: { open: true },
    description: 'Where the viewer works: a region with all within it, perhaps bound to one organisation or hall.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id, for the request header x-zhikong-scope.' }),
      region: t.field({ type: Region, description: 'The region.', resolve: ({ regionId }) => regionOf(regionId) }),
      organisation: t.field({
        type: Organisation,
        nullable: true,
        description: 'The organisation whose rows alone are reached; null for all.',
        resolve: ({ organisationId }) =>
          organisationId === null ? null : (registers.current().index.organisationById.get(organisationId) ?? null),
      }),
      hall: t.field({
        type: Hall,
        nullable: true,
        description: 'The hall whose rows alone are reached; null for all.',
        resolve: ({ hallId }) => (hallId === null ? null : (registers.current().index.hallById.get(hallId) ?? null)),
      }),
      roles: t.field({
        type: [Role],
        description: 'The roles that hold here.',
        resolve: (scope) => [
          ...new Set(
            scope.grants.flatMap((grant) => (contains(grant, scope) && grant.role !== null ? [grant.role] : [])),
          ),
        ],
      }),
      permissions: t.stringList({
        description: 'What may be done here, as names of permissions.',
        resolve: ({ permissions }) => [...permissions].sort(),
      }),
      current: t.exposeBoolean('current', { description: 'Whether this request works in it.' }),
    }),
  })
  const Viewer = builder.objectRef<Principal>('Viewer').implement({
    access: { open: true },
    description: 'Who is asking: a signed-in person, or the system behind an API key.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'The id of the account or key.' }),
      kind: t.string({
        description: 'ACCOUNT for a person, KEY for an API key, CLIENT for a client with a token.',
        resolve: ({ kind }) => kind.toUpperCase(),
      }),
      name: t.exposeString('name', { description: 'The name to show.' }),
      username: t.string({
        nullable: true,
        description: 'The name to sign in with; null for a key.',
        resolve: ({ username }) => username ?? null,
      }),
      region: t.field({
        type: Region,
        description: 'The region of the working scope, whose subtree the viewer sees.',
        resolve: ({ regionId }) => regionOf(regionId),
      }),
      permissions: t.stringList({
        description: 'What the viewer may do in the working scope, as names of permissions.',
        resolve: ({ permissions }) => [...permissions].sort(),
      }),
      scopes: t.field({
        type: [WorkingScopeRef],
        description: 'All working scopes that the viewer may choose, the widest first.',
        resolve: scopesOf,
      }),
      mustChangePassword: t.exposeBoolean('mustChangePassword', {
        description: 'Whether the one-time password must be changed before anything else.',
      }),
      secondFactor: t.boolean({
        description: 'Whether signing in with the password asks for a second factor.',
        resolve: ({ session }) => session?.hasSecondFactor ?? false,
      }),
      mustSetUpSecondFactor: t.boolean({
        description: 'Whether a second factor must be set up before anything else.',
        resolve: ({ session }) => session?.mustSetUpSecondFactor ?? false,
      }),
      expiresAt: t.expose('expiresAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When session, key or token end by themselves; null when they do not.',
      }),
    }),
  })
  builder.queryField('viewer', (t) =>
    t.field({
      type: Viewer,
      nullable: true,
      authScopes: { open: true },
      description: 'Who is asking; null when nobody is signed in.',
      resolve: (_root, _args, { principal }) => principal,
    }),
  )
  return Viewer
}
