import { buildApiSchema, declare, printApiSchema, servicesWithoutDatabase } from '@zhikong/core'
import { plugins } from '../plugins.ts'

/** A file of the checkout that is made from the code; `path` is from its root. */
export type GeneratedFile = { readonly path: string; readonly content: string }

/** The schema of the API as it is committed: sorted, with all descriptions. */
export function printApi(): string {
  return printApiSchema(buildApiSchema(servicesWithoutDatabase(declare(plugins))))
}

/** Every generated file with what should stand in it. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [{ path: 'server/app/schema.graphql', content: printApi() }]
}
