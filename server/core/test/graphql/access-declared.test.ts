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
        t.string({ description: 'Declared and empty.', authScopes: {}, resolve: () => 'x' }),
      )
    })
  expect(build).toThrow(SchemaRefused)
  expect(build).toThrow(/ACCESS_NOT_DECLARED[\s\S]*Query\.leak has no authScopes[\s\S]*Mutation\.leakMore/u)
})

test('refuses a type or field without a description (planted defect)', () => {
  const build = () =>
    plantedSchema((builder) => {
      builder.objectRef<object>('Mute').implement({ fields: (t) => ({ a: t.string({ resolve: () => '' }) }) })
    })
  expect(build).toThrow(/Mute has no description[\s\S]*Mute\.a has no description/u)
})
