import type { InterfaceParam, SchemaTypes } from '@pothos/core'
import type { PermissionName } from '../permission.ts'

/** Who may be answered something, in the words of `authScopes`; of several, one suffices. */
export type Access = {
  /** Who holds this permission. */
  readonly permission?: PermissionName
  /** Who holds one of these permissions. */
  readonly anyOf?: readonly PermissionName[]
  /** Any signed-in principal. */
  readonly signedIn?: true
  /** A person, also one who must set up the second factor before anything else. */
  readonly person?: true
  /** Anybody; say it out loud. */
  readonly open?: true
}

type DeclaresAccess = {
  /**
   * Who may reach the fields of this type. The schema does not build without, nor when a field returns the type to
   * somebody else. A field that asks for more has `authScopes` of its own.
   */
  access: Access
}

declare global {
  export namespace PothosSchemaTypes {
    // The parameters are those of the interfaces that are added to.
    export interface ObjectTypeOptions<
      Types extends SchemaTypes = SchemaTypes,
      Shape = unknown,
    > extends DeclaresAccess {}

    export interface InterfaceTypeOptions<
      Types extends SchemaTypes = SchemaTypes,
      Shape = unknown,
      Interfaces extends InterfaceParam<Types>[] = InterfaceParam<Types>[],
      ResolveType = unknown,
    > extends DeclaresAccess {}
  }
}

/** What `Access` and `authScopes` come to: names of permissions, `open`, `signedIn`, `person`. */
export type Audience = ReadonlySet<string>

/** The audience that options state; null when they state none, or compute it, which nobody can check at build. */
export function audienceOf(stated: unknown): Audience | null {
  if (typeof stated !== 'object' || stated === null) return null
  const audience = new Set<string>()
  for (const [kind, value] of Object.entries(stated)) {
    if (kind === 'permission') audience.add(String(value))
    else if (kind === 'anyOf' && Array.isArray(value)) for (const name of value) audience.add(String(name))
    else if (value === true) audience.add(kind)
    else return null
  }
  return audience.size === 0 ? null : audience
}

/** Those of an audience who are not among whom a type is for. */
export function strangers(audience: Audience, type: Audience): readonly string[] {
  if (type.has('open')) return []
  const isKnown = (name: string) => type.has(name) || (type.has('signedIn') && name !== 'open' && name !== 'person')
  return [...audience].filter((name) => !isKnown(name))
}
