import { limitOf } from '../../access/holder.ts'
import type { HeldGrant, Principal, RequestContext } from '../../graphql/context.ts'
import type { Language } from '../../text.ts'

/** Everything of an asker that what they are told may depend on: with the same, two are told the same. */
export type Rights = Pick<Principal, 'kind' | 'regionId' | 'lo' | 'hi' | 'organisationId' | 'hallId'> & {
  readonly language: Language
  /** Sorted. */
  readonly permissions: readonly string[]
  /** Sorted; by them the veil hides rows. */
  readonly grants: readonly (Omit<HeldGrant, 'id' | 'permissions'> & { readonly permissions: readonly string[] })[]
}

/** The context of somebody with certain rights, whoever it is. */
export type SharedContext = RequestContext & { readonly principal: Principal }

/** Somebody's identity was asked for where a frame for many is made: what depends on it cannot be shared. */
export class NotShared extends Error {
  override readonly name = 'NotShared'
}

const textOf = (value: unknown): string => JSON.stringify(value)

/** The rights of an asker; null for somebody who may do nothing yet but set up their sign-in. */
export function rightsOf(principal: Principal, language: Language): Rights | null {
  if (limitOf(principal) !== null) return null
  const { kind, regionId, lo, hi, organisationId, hallId } = principal
  const grants = principal.grants.map(({ id: _, permissions, ...unit }) => ({
    ...unit,
    permissions: [...permissions].toSorted(),
  }))
  return {
    kind,
    regionId,
    lo,
    hi,
    organisationId,
    hallId,
    language,
    permissions: [...principal.permissions].toSorted(),
    grants: grants.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1)),
  }
}

/**
 * The context in which a group is answered. It is made of nothing but the rights, so that a frame cannot hold what one
 * member may see and another may not; whatever else is asked for, throws NotShared.
 */
export function contextOf(rights: Rights): SharedContext {
  const { language, permissions, grants, ...unit } = rights
  const held = grants.map((grant) => only({ ...grant, permissions: new Set(grant.permissions) }))
  const session = rights.kind === 'account' ? only({ mustSetUpSecondFactor: false }) : undefined
  const principal = only({
    ...unit,
    permissions: new Set(permissions),
    grants: held,
    mustChangePassword: false,
    session,
  })
  return only({ principal, language }) as unknown as SharedContext
}

/** The object, throwing for what it does not have. */
function only<Known extends object>(known: Known): Known {
  return new Proxy(known, {
    get: (target, name, receiver): unknown => {
      if (typeof name === 'string' && !(name in target)) throw new NotShared(`"${name}" is not the same for all.`)
      return Reflect.get(target, name, receiver)
    },
  })
}
