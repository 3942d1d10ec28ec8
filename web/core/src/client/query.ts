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

/** A mutation that the API refused for what was typed in; `path` is where, for a document that asks for it. */
export type InputProblem = {
  readonly __typename: 'InputError'
  readonly message: string
  readonly path?: readonly string[] | null
}

/** What a mutation answers under the name `outcome`. */
export type Outcome<Payload> = { readonly outcome: InputProblem | ({ readonly __typename: string } & Payload) }

/** Names a mutation that takes an `$input` and calls its one field `outcome`. */
export const mutation = <Payload, Input>(text: string): Query<Outcome<Payload>, { readonly input: Input }> =>
  query(text)
