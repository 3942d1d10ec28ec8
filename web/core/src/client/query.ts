/**
 * A query with the types of its variables and its answer. The text is checked against schema.graphql by a test, which
 * costs neither a generated file nor a TypeScript plugin.
 */
export type Query<Answer, Variables> = {
  readonly text: string
  readonly answer?: Answer
  readonly variables?: Variables
}

/** Names a GraphQL document; the types are those that the page reads. */
export const query = <Answer, Variables = Record<string, never>>(text: string): Query<Answer, Variables> => ({ text })
