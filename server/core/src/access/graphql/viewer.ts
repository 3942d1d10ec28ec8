import type { Builder } from '../../graphql/builder.ts'
import type { Principal } from '../../graphql/context.ts'
import type { AccessServices } from './access-types.ts'

/** Defines `Viewer` and `viewer`. */
export function defineViewer(builder: Builder, { regions, Region }: AccessServices): void {
  const Viewer = builder.objectRef<Principal>('Viewer').implement({
    description: 'Who is asking: a signed-in person, or the system behind an API key.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'The id of the account or key.' }),
      name: t.exposeString('name', { description: 'The name to show.' }),
      username: t.string({
        nullable: true,
        description: 'The name to sign in with; null for a key.',
        resolve: ({ username }) => username ?? null,
      }),
      region: t.field({
        type: Region,
        description: 'The region whose subtree the viewer sees.',
        resolve: ({ regionId }) => {
          const region = regions().byId(regionId)
          if (region === undefined) throw new Error(`The region ${regionId} of a principal is gone.`)
          return region
        },
      }),
      permissions: t.stringList({
        description: 'What the viewer may do, as names of permissions.',
        resolve: ({ permissions }) => [...permissions].sort(),
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
}
