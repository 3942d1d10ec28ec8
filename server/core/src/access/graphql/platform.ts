import type { Builder } from '../../graphql/builder.ts'
import type { AccessServices } from './access-types.ts'

/** What the platform says of itself to anybody. */
export type PlatformFacts = {
  readonly name: string
  readonly version: string
  /** DEMO: the data are made up and say so; REAL: they are not. */
  readonly mode: 'DEMO' | 'REAL'
  /** How far the demo's data are loaded, 0 to 1; null in real operation. */
  readonly demoProgress: () => number | null
}

/** Defines `Platform` and `platform`. */
export function definePlatform(builder: Builder, { platform, clock }: AccessServices): void {
  const Platform = builder.objectRef<PlatformFacts>('Platform').implement({
    access: { open: true },
    description: 'The platform itself.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Its name.' }),
      version: t.exposeString('version', { description: 'Its version.' }),
      mode: t.exposeString('mode', { description: 'DEMO when the data are made up, REAL otherwise.' }),
      now: t.field({ type: 'DateTime', description: 'What time it is here.', resolve: () => clock.now() }),
      demoProgress: t.float({
        nullable: true,
        description: 'How far the demo data are loaded, from 0 to 1; null in real operation.',
        resolve: ({ demoProgress }) => demoProgress(),
      }),
    }),
  })
  builder.queryField('platform', (t) =>
    t.field({
      type: Platform,
      authScopes: { open: true },
      description: 'The platform: its name, its version, and whether its data are made up.',
      resolve: () => platform,
    }),
  )
}
