import { decodeCursor, encodeCursor, pageOf, pageSize, type Page } from '../../graphql/connections.ts'

type Place = readonly (string | number)[]
type PageArgs = { readonly first?: number | null | undefined; readonly after?: string | null | undefined }

/** A page counts no further than this. */
const MOST_COUNTED = 10_000

function isAfter(a: readonly unknown[], b: readonly unknown[]): boolean {
  for (const [at, part] of a.entries()) {
    const [left, right] = [part, b[at]]
    if (left === right) continue
    if (typeof left === 'number' && typeof right === 'number') return left > right
    return String(left) > String(right)
  }
  return false
}

/** A page of a list in memory that is sorted by `placeOf`: parts that are compared one after the other. */
export function pageOfList<Node>(
  list: readonly Node[],
  { first, after }: PageArgs,
  parts: number,
  placeOf: (node: Node) => Place,
): Page<Node> {
  const size = pageSize(first)
  const place = after === null || after === undefined ? undefined : decodeCursor(after, parts)
  const from = place === undefined ? 0 : list.findIndex((node) => isAfter(placeOf(node), place))
  return pageOf(from < 0 ? [] : list.slice(from, from + size + 1), {
    first: size,
    after,
    total: Math.min(list.length, MOST_COUNTED),
    cursorOf: (node) => encodeCursor(placeOf(node)),
  })
}
