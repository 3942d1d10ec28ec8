import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql'

/** The schema of the API as it is published and committed: sorted, with all descriptions. */
export const printApiSchema = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`
