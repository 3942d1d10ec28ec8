import { expect, test } from 'vitest'
import { SchemaRefused } from '../../src/graphql/access-declared.ts'
import type { Builder } from '../../src/graphql/builder.ts'
import { plantedSchema } from './planted-schema.ts'

test('builds a schema that declares everything', () => {
  expect(plantedSchema().getQueryType()?.name).toBe('Query')
})

test('refuses a root field that says nothing about who may use it (planted defect)', () => {
  const build = () =>
    plantedSchema((builder) => {
      builder.queryField('leak', (t) => t.string({ description: 'Open by mistake.', resolve: () => 'x' }))
      builder.mutationField('leakMore', (t) =>
        t.string({
          description: 'Declared and empty.',
          audit: { none: 'Planted.' },
          authScopes: {},
          resolve: () => 'x',
        }),
      )
    })
  expect(build).toThrow(SchemaRefused)
  expect(build).toThrow(
    /ACCESS_NOT_DECLARED[\s\S]*Mutation\.leakMore has no authScopes[\s\S]*Query\.leak has no authScopes/u,
  )
})

/** A type for auditors alone, and a union with it. */
function secrets(builder: Builder) {
  const Secret = builder.objectRef<object>('Secret').implement({
    access: { permission: 'core.audit' },
    description: 'For auditors.',
    fields: (t) => ({ word: t.string({ description: 'It.', resolve: () => 'x' }) }),
  })
  const Either = builder.unionType('Either', { description: 'One or the other.', types: [Secret, 'InputError'] })
  return { Secret, Either }
}

const nothing = { description: 'Planted.', nullable: true, resolve: () => null } as const

test('refuses a type that says nothing about who may be answered it (planted defect)', () => {
  const build = () =>
    plantedSchema((builder) => {
      const fields = { description: 'Planted.', fields: () => ({}) }
      // @ts-expect-error It does not compile either.
      builder.objectRef<object>('Forgotten').implement({ ...fields })
      builder.objectRef<object>('Empty').implement({ ...fields, access: {} })
    })
  expect(build).toThrow(/Empty declares no access[\s\S]*Forgotten declares no access/u)
})

test('refuses every way by which a type comes to somebody for whom it is not (planted defects)', () => {
  const build = () =>
    plantedSchema((builder) => {
      const { Secret, Either } = secrets(builder)
      const Holder = builder.objectRef<object>('Holder').implement({
        access: { signedIn: true },
        description: 'Holds one.',
        fields: (t) => ({ deep: t.field({ ...nothing, type: Secret }) }),
      })
      builder.queryFields((t) => ({
        auditor: t.field({ ...nothing, type: Secret, authScopes: { permission: 'core.audit' } }),
        reader: t.field({ ...nothing, type: [Secret], authScopes: { permission: 'core.read' } }),
        either: t.field({ ...nothing, type: Either, authScopes: { anyOf: ['core.audit', 'core.report'] } }),
        holder: t.field({ ...nothing, type: Holder, authScopes: { permission: 'core.reveal' } }),
        anybody: t.field({ ...nothing, type: Holder, authScopes: { open: true } }),
        newcomer: t.field({ ...nothing, type: Holder, authScopes: { person: true } }),
      }))
    })
  let places: readonly string[] = []
  try {
    build()
  } catch (error) {
    if (error instanceof SchemaRefused) places = error.places
  }
  expect(places).toEqual([
    'Query.anybody answers Holder to open, for whom it is not',
    'Query.either answers Secret to core.report, for whom it is not',
    'Holder.deep answers Secret to core.reveal, for whom it is not',
    'Query.newcomer answers Holder to person, for whom it is not',
    'Query.reader answers Secret to core.read, for whom it is not',
  ])
})

test('lets a field ask for more than its type, and refuses one that computes it (planted defect)', () => {
  const build = (scopes: object) =>
    plantedSchema((builder) => {
      const { Secret } = secrets(builder)
      const Holder = builder.objectRef<object>('Holder').implement({
        access: { signedIn: true },
        description: 'Holds one.',
        fields: (t) => ({ deep: t.field({ ...nothing, type: Secret, authScopes: scopes }) }),
      })
      builder.queryField('holder', (t) => t.field({ ...nothing, type: Holder, authScopes: { signedIn: true } }))
    })
  expect(build({ permission: 'core.audit' }).getType('Holder')).toBeDefined()
  expect(() => build(() => ({ open: true }))).toThrow(/Holder\.deep has no authScopes that can be read/u)
})

test('refuses a mutation that says nothing about the audit log (planted defect)', () => {
  const build = () =>
    plantedSchema((builder) => {
      const rest = { description: 'Changes something.', authScopes: { open: true }, resolve: () => 'x' } as const
      builder.mutationField('silent', (t) => t.string({ ...rest, audit: '' }))
      builder.mutationField('vague', (t) => t.string({ ...rest, audit: 'saved' }))
      builder.mutationField('without', (t) => t.string({ ...rest, audit: { none: '' } }))
      builder.mutationField('good', (t) => t.string({ ...rest, audit: 'core.thing.saved' }))
    })
  expect(build).toThrow(/Mutation\.silent declares no audit[\s\S]*Mutation\.vague[\s\S]*Mutation\.without/u)
  expect(build).not.toThrow(/Mutation\.good/u)
})

test('refuses a type or field without a description (planted defect)', () => {
  const build = () =>
    plantedSchema((builder) => {
      builder.objectRef<object>('Mute').implement({
        access: { open: true },
        fields: (t) => ({ a: t.string({ resolve: () => '' }) }),
      })
    })
  expect(build).toThrow(/Mute has no description[\s\S]*Mute\.a has no description/u)
})
