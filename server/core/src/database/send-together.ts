import type pg from 'pg'

type Corked = { readonly connection?: { readonly stream?: { cork?: () => void; uncork?: () => void } } }

const together = new WeakSet<pg.PoolClient>()

/** Has what is asked of a connection at one moment leave in one piece, which costs both sides a fraction. */
export function sendTogether(client: pg.PoolClient): void {
  if (together.has(client)) return
  together.add(client)
  const { stream } = (client as pg.PoolClient & Corked).connection ?? {}
  const query = client.query.bind(client) as (...asked: readonly unknown[]) => unknown
  let corked = false
  const uncork = (): void => {
    corked = false
    stream?.uncork?.()
  }
  const queryCorked = (...asked: readonly unknown[]): unknown => {
    if (!corked) {
      corked = true
      stream?.cork?.()
      setImmediate(uncork)
    }
    return query(...asked)
  }
  client.query = queryCorked as typeof client.query
}
