import { getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { RequestContext } from './context.ts'

/** A context whose reads may be told that they need not see the very last commit. */
export type LaggingContext = RequestContext & { readonly mayLag: () => void }

const MOST_REMEMBERED = 10_000

/**
 * Lets queries read what may be a moment old, and nothing else: a mutation reads what it is about to change, a stream must
 * miss nothing. Who changed something here reads the very last for as long as a replica may be behind.
 */
export function recentReads(longestLagMs: number): Plugin<LaggingContext> {
  const freshUntil = new Map<string, number>()
  const remember = (id: string): void => {
    freshUntil.delete(id) // so that the order is that of the changes
    freshUntil.set(id, performance.now() + longestLagMs)
    for (const [oldest, until] of freshUntil) {
      if (until > performance.now() && freshUntil.size <= MOST_REMEMBERED) break
      freshUntil.delete(oldest)
    }
  }
  return {
    onExecute: ({ args: { document, operationName, contextValue } }) => {
      const operation = getOperationAST(document, operationName)?.operation
      const id = contextValue.principal?.id ?? null
      if (id === null) return undefined
      if (operation === 'query') {
        if ((freshUntil.get(id) ?? 0) < performance.now()) contextValue.mayLag()
        return undefined
      }
      return { onExecuteDone: () => remember(id) }
    },
  }
}
