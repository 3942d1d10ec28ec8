import type { ObjectRef } from '@pothos/core'
import type { Access } from './access-option.ts'
import type { Builder, SchemaTypes } from './builder.ts'
import { fault, invalid } from './fault.ts'
import { ASSUMED_ITEMS, LIMITS } from './limits.ts'

/** Where a page stands in its list. */
export type PageInfo = {
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly startCursor: string | null
  readonly endCursor: string | null
}

/** A page of a list, as the connection types answer it. */
export type Page<Node> = {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[]
  readonly pageInfo: PageInfo
  /** How many there are in all, or how to count them; may be capped, the field's description says where. */
  readonly total: number | (() => Promise<number>)
}

type CursorPart = string | number | null

/** Packs the sort key of a row into an opaque cursor. */
export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url')
}

/** Unpacks a cursor of `length` parts; throws INVALID_INPUT at `after` for anything that is none. */
export function decodeCursor(cursor: string, length: number): readonly CursorPart[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const isPart = (part: unknown): part is CursorPart =>
      part === null || typeof part === 'string' || (typeof part === 'number' && Number.isFinite(part))
    if (Array.isArray(parts) && parts.length === length && parts.every(isPart)) return parts
  } catch {
    // said below
  }
  throw invalid(
    {
      'zh-CN': '游标 after 不可用。请使用上一页 pageInfo.endCursor 的值，或不带它重新查询。',
      en: 'The cursor "after" is not usable. Use pageInfo.endCursor of the page before, or ask without it.',
    },
    ['after'],
  )
}

/** Checks the wanted size of a page: 0 to `max`; throws INVALID_INPUT or TOO_MANY_ITEMS. */
export function pageSize(
  first: number | null | undefined,
  fallback: number = ASSUMED_ITEMS.page,
  max: number = LIMITS.page,
): number {
  const wanted = first ?? fallback
  if (wanted > max) throw fault('TOO_MANY_ITEMS', { max, count: wanted }, ['first'])
  if (wanted >= 0) return wanted
  throw invalid({ 'zh-CN': 'first 不能小于 0。', en: '"first" cannot be less than 0.' }, ['first'])
}

/** Makes a page of rows read with one row more than `first`, so that a next page is known without a second query. */
export function pageOf<Node>(
  rows: readonly Node[],
  options: {
    readonly first: number
    readonly after: string | null | undefined
    readonly total: Page<Node>['total']
    readonly cursorOf: (node: Node) => string
  },
): Page<Node> {
  const edges = rows.slice(0, options.first).map((node) => ({ cursor: options.cursorOf(node), node }))
  return {
    edges,
    total: options.total,
    pageInfo: {
      hasNextPage: rows.length > options.first,
      hasPreviousPage: options.after !== null && options.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

/** Defines `PageInfo`. */
export function definePageInfo(builder: Builder): void {
  builder.objectType('PageInfo', {
    access: { open: true },
    description: 'Where a page stands in its list.',
    fields: (t) => ({
      hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether there is more after this page.' }),
      hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
        description: 'Whether there is something before this page.',
      }),
      startCursor: t.exposeString('startCursor', {
        nullable: true,
        description: 'The cursor of the first item; null on an empty page.',
      }),
      endCursor: t.exposeString('endCursor', {
        nullable: true,
        description: 'The cursor of the last item: give it as `after` for the next page.',
      }),
    }),
  })
}

/** Defines `<name>Edge` and `<name>Connection` over nodes of `type`; the resolver returns a `Page`. */
export function connectionOf<Node>(
  builder: Builder,
  name: string,
  type: ObjectRef<SchemaTypes, Node, Node>,
  access: Access,
) {
  type Edge = { readonly cursor: string; readonly node: Node }
  const Edge = builder.objectRef<Edge>(`${name}Edge`).implement({
    access,
    description: `A ${name} and its place in the list.`,
    fields: (t) => ({
      cursor: t.string({ description: 'Its place in the list; opaque.', resolve: (edge) => edge.cursor }),
      node: t.field({ type, description: `The ${name}.`, resolve: (edge) => edge.node as never }),
    }),
  })
  return builder.objectRef<Page<Node>>(`${name}Connection`).implement({
    access,
    description: `A page of a list of ${name}.`,
    fields: (t) => ({
      edges: t.field({
        type: [Edge],
        description: 'The items with their places in the list.',
        resolve: (page) => page.edges as Edge[],
      }),
      nodes: t.field({
        type: [type],
        description: 'The items.',
        resolve: (page) => page.edges.map((edge) => edge.node) as never,
      }),
      pageInfo: t.field({
        type: 'PageInfo',
        description: 'Where this page stands in the list.',
        resolve: (page) => page.pageInfo,
      }),
      total: t.int({
        description: 'How many there are in all; counted up to 10,000.',
        resolve: ({ total }) => (typeof total === 'number' ? total : total()),
      }),
    }),
  })
}
