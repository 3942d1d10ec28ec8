import { sql } from 'kysely'
import { instantIn, uuidIn } from '../../cases/graphql/cursor-parts.ts'
import { decodeCursor, encodeCursor, pageOf, pageSize, type Page } from '../../graphql/connections.ts'

/** A place in a list that shows the newest first: a row, by its making and its id. */
export type Place = { readonly createdAt: string; readonly id: string }

/** How much of such a list is read. */
export type PageAsked = { readonly first?: number | undefined; readonly after?: Place | undefined }

/** No condition. */
export const ANY = sql<boolean>`true`

/** Whether a row stands behind a place. */
export const comesAfter = ({ createdAt, id }: Place) =>
  sql<boolean>`(created_at, id) < (${createdAt}::timestamptz, ${id}::uuid)`

/** A page counts no further than this. */
const MOST_COUNTED = 10_000

function placeIn(cursor: string): Place {
  const [createdAt, id] = decodeCursor(cursor, 2)
  return { createdAt: instantIn(createdAt), id: uuidIn(id) }
}

/** Answers a page of such a list. Throws INVALID_INPUT for a cursor that is none, TOO_MANY_ITEMS. */
export async function newestFirst<Node extends { readonly createdAt: Date; readonly id: string }>(
  args: { readonly first?: number | null | undefined; readonly after?: string | null | undefined },
  read: (page: PageAsked) => Promise<readonly Node[]>,
  count: () => Promise<number>,
): Promise<Page<Node>> {
  const first = pageSize(args.first)
  const after = args.after ?? null
  const page = { first: first + 1, after: after === null ? undefined : placeIn(after) }
  const [nodes, counted] = await Promise.all([read(page), count()])
  const cursorOf = ({ createdAt, id }: Node) => encodeCursor([createdAt.toISOString(), id])
  return pageOf(nodes, { first, after, total: Math.min(counted, MOST_COUNTED), cursorOf })
}
