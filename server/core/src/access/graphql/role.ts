import type { Builder } from '../../graphql/builder.ts'
import { ROLE_NAMES, ROLES, type Role } from '../roles.ts'
import type { AccessServices } from './access-types.ts'

/** Defines `Role` and `roles`: who may do what, as the platform is composed. */
export function defineRoles(builder: Builder, { declarations }: AccessServices) {
  const { permissions, rolePermissions } = declarations
  const RoleRef = builder.enumType('Role', {
    description: 'A role that a person holds in a region; `roles` says what each may do.',
    values: Object.fromEntries(ROLE_NAMES.map((role) => [role, { description: ROLES[role].en }])) as Record<
      Role,
      { description: string }
    >,
  })
  const Permission = builder.objectRef<string>('PermissionDescription').implement({
    access: { signedIn: true },
    description: 'Something that may be done.',
    fields: (t) => ({
      name: t.string({ description: 'Its name: `core.read`, `efficiency.handle`.', resolve: (name) => name }),
      title: t.string({
        description: "What it allows, in the reader's language.",
        resolve: (name, _args, { language }) => permissions[name]?.[language] ?? name,
      }),
    }),
  })
  const Description = builder.objectRef<Role>('RoleDescription').implement({
    access: { signedIn: true },
    description: 'A role and what it may do.',
    fields: (t) => ({
      role: t.field({ type: RoleRef, description: 'The role.', resolve: (role) => role }),
      title: t.string({
        description: "Its name in the reader's language.",
        resolve: (role, _args, { language }) => ROLES[role][language],
      }),
      permissions: t.field({
        type: [Permission],
        description: 'What it may do.',
        resolve: (role) => [...rolePermissions[role]].sort(),
      }),
    }),
  })
  builder.queryField('roles', (t) =>
    t.field({
      type: [Description],
      authScopes: { signedIn: true },
      description: 'All roles and what each may do.',
      resolve: () => [...ROLE_NAMES],
    }),
  )
  return { Role: RoleRef }
}

/** The enum `Role` on its builder. */
export type RoleRef = ReturnType<typeof defineRoles>['Role']
