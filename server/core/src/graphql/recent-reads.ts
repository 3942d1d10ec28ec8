import { getOperationAST, OperationTypeNode } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { RequestContext } from './context.ts'

/** A context whose reads may be told that they need not see the very last commit. */
export type LaggingContext = RequestContext & { readonly mayLag: () => void }

const MOST_REMEMBERED = 10_000

/** Begins an operation in a context; answers what to call when it is done, if anything. */
export type RecentReads = (kind: OperationTypeNode | undefined, context: LaggingContext) => (() => void) | undefined

/**
 * Lets queries read what may be a moment old, and nothing else: a mutation reads what it is about to change, a stream must
 * miss nothing. Who changed something here reads the very last for as long as a replica may be behind.
 * @param longestLagMs how far behind a replica may be that is read; 0 without one
 */
export function createRecentReads(longestLagMs: number): RecentReads {
  const freshUntil = new Map<string, number>()
  const remember = (id: string): void => {
    freshUntil.delete(id) // so that the order is that of the changes
    freshUntil.set(id, performance.now() + longestLagMs)
    for (const [oldest, until] of freshUntil) {
      if (until > performance.now() && freshUntil.size <= MOST_REMEMBERED) break
      freshUntil.delete(oldest)
    }
  }
  return (kind, context) => {
    const id = context.principal?.id ?? null
    if (id === null) return undefined
    if (kind !== OperationTypeNode.QUERY) return () => remember(id)
    if ((freshUntil.get(id) ?? 0) < performance.now()) context.mayLag()
    return undefined
  }
}

/** The same for Yoga. */
export const recentReads = (begin: RecentReads): Plugin<LaggingContext> => ({
  onExecute: ({ args: { document, operationName, contextValue } }) => {
    const done = begin(getOperationAST(document, operationName)?.operation, contextValue)
    return done && { onExecuteDone: done }
  },
})
