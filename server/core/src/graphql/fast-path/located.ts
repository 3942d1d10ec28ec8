import { GraphQLError, type DocumentNode } from 'graphql'

/** Where a place that is told by line and column stands in a text. */
function offsetOf(text: string, { line, column }: { readonly line: number; readonly column: number }): number {
  let start = 0
  const ends = text.matchAll(/\r\n|[\n\r]/gu)
  for (let left = line - 1; left > 0; left -= 1) {
    const end = ends.next().value
    start = end === undefined ? text.length : end.index + end[0].length
  }
  return start + column - 1
}

/** An error of compiled code as graphql-js has it: with the document that it stands in. */
export function located(
  { message, locations, path, originalError }: GraphQLError,
  { loc }: DocumentNode,
): GraphQLError {
  const source = loc?.source
  const positions = source && locations?.map((place) => offsetOf(source.body, place))
  return new GraphQLError(message, { source, positions, path, originalError })
}
