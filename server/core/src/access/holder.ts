import type { Principal } from '../graphql/context.ts'
import { fault } from '../graphql/fault.ts'
import { workingScopes, type WorkingScope } from './scope.ts'

/** Whoever stands behind a credential, before a working scope is chosen. */
export type Holder = Omit<Principal, 'permissions' | 'organisationId' | 'hallId'>

const NOTHING: ReadonlySet<string> = new Set()

/** What holders may do in their scopes, for as long as the holders are remembered: it is a part of what they are. */
const scopesOf = new WeakMap<Holder, readonly WorkingScope[]>()

function workingScopesOf(holder: Holder): readonly WorkingScope[] {
  const known = scopesOf.get(holder)
  if (known !== undefined) return known
  const scopes = workingScopes(holder.grants)
  scopesOf.set(holder, scopes)
  return scopes
}

/** The principals of holders in their widest scopes, for as long: most requests name none. */
const widest = new WeakMap<Holder, Principal>()

/**
 * The principal of a request: its holder in one working scope, the widest unless named.
 * A person without any role is somebody all the same, in an empty range and with no permission.
 * @throws NOT_FOUND for a working scope that is not held
 */
export function inScope(holder: Holder, scopeId: string | null): Principal {
  if (scopeId !== null) return principalIn(holder, scopeId)
  const known = widest.get(holder)
  if (known !== undefined) return known
  const principal = principalIn(holder, null)
  widest.set(holder, principal)
  return principal
}

function principalIn(holder: Holder, scopeId: string | null): Principal {
  const scopes = workingScopesOf(holder)
  const chosen = scopeId === null ? scopes[0] : scopes.find((scope) => scope.id === scopeId)
  if (chosen !== undefined) {
    const { regionId, lo, hi, organisationId, hallId, permissions } = chosen
    return { ...holder, regionId, lo, hi, organisationId, hallId, permissions }
  }
  if (scopeId !== null && limitOf(holder) === null) throw fault('NOT_FOUND', { value: scopeId }, ['x-zhikong-scope'])
  return { ...holder, hi: holder.lo, organisationId: null, hallId: null, permissions: NOTHING }
}

/** A system holds one grant without a role: its own permissions in its own region. */
export function systemHolder(
  who: Pick<Holder, 'id' | 'kind' | 'name' | 'regionId' | 'lo' | 'hi' | 'expiresAt'>,
  permissions: ReadonlySet<string>,
): Holder {
  const { id, regionId, lo, hi } = who
  const grant = { id, role: null, regionId, lo, hi, organisationId: null, hallId: null, permissions }
  return { ...who, grants: [grant], mustChangePassword: false }
}

/** Why a session may do nothing yet but end this; null when it may do all that its grants give. */
export function limitOf({
  mustChangePassword,
  session,
}: Pick<Holder, 'mustChangePassword' | 'session'>): 'PASSWORD_CHANGE_REQUIRED' | 'SECOND_FACTOR_REQUIRED' | null {
  if (mustChangePassword) return 'PASSWORD_CHANGE_REQUIRED'
  return session?.mustSetUpSecondFactor === true ? 'SECOND_FACTOR_REQUIRED' : null
}

const standings = new WeakMap<Holder, string>()

/** A text that changes whenever anything about the rights of a holder does. */
export function standingOf(holder: Holder): string {
  const known = standings.get(holder)
  if (known !== undefined) return known
  const standing = writeStanding(holder)
  standings.set(holder, standing) // streams ask for it with every batch
  return standing
}

function writeStanding(holder: Holder): string {
  const { id, grants } = holder
  const held = grants.map(({ id: grant, lo, hi, organisationId, hallId, permissions }) =>
    [grant, lo, hi, organisationId, hallId, [...permissions].sort().join(' ')].join(':'),
  )
  return [id, limitOf(holder), ...held.sort()].join('\n')
}
