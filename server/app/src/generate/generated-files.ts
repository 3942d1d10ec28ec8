import { buildApiSchema, declare, servicesWithoutDatabase } from '@zhikong/core'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { plugins } from '../plugins.ts'

/** A file of the checkout that is made from the code; `path` is from its root. */
export type GeneratedFile = { readonly path: string; readonly content: string }

/** The schema of the API as it is committed: sorted, with all descriptions. */
export function printApi(): string {
  const schema = buildApiSchema(servicesWithoutDatabase(declare(plugins)))
  return `${printSchema(lexicographicSortSchema(schema))}\n`
}

/** Every generated file with what should stand in it. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [{ path: 'server/app/schema.graphql', content: printApi() }]
}
