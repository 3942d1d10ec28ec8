import { expect, test } from 'vitest'
import { SchemaRefused } from '../../src/graphql/access-declared.ts'
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
  expect(build).toThrow(/ACCESS_NOT_DECLARED[\s\S]*Query\.leak has no authScopes[\s\S]*Mutation\.leakMore/u)
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
      builder.objectRef<object>('Mute').implement({ fields: (t) => ({ a: t.string({ resolve: () => '' }) }) })
    })
  expect(build).toThrow(/Mute has no description[\s\S]*Mute\.a has no description/u)
})
