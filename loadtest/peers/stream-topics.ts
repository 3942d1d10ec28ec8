/** What peers publish: an event and the topics that it belongs to. */
export type Published = { readonly topics: readonly string[]; readonly event: object }

/** Subscribers of topics in this process. */
export type Topics = {
  readonly publish: (published: Published) => void
  /** Calls `hear` for each event of a topic; gives how to stop. */
  readonly subscribe: (topic: string, hear: (event: object) => void) => () => void
  /** The same as a stream for GraphQL. */
  readonly follow: (topic: string) => AsyncIterableIterator<object>
  readonly subscribers: () => number
}

/** Makes topics of the lightest kind: a set of functions each, and an unbounded queue for each stream. */
export const createTopics = (): Topics => {
  const topics = new Map<string, Set<(event: object) => void>>()
  let subscribers = 0
  const subscribe = (topic: string, hear: (event: object) => void): (() => void) => {
    const hearers = topics.get(topic) ?? new Set()
    topics.set(topic, hearers.add(hear))
    subscribers++
    return () => {
      if (hearers.delete(hear)) subscribers--
    }
  }
  return {
    subscribe,
    follow: (topic) => queueOf((hear) => subscribe(topic, hear)),
    subscribers: () => subscribers,
    publish: ({ topics: names, event }) => {
      for (const name of names) for (const hear of topics.get(name) ?? []) hear(event)
    },
  }
}

const queueOf = (open: (hear: (event: object) => void) => () => void): AsyncIterableIterator<object> => {
  const waiting: object[] = []
  let wake: ((result: IteratorResult<object, undefined>) => void) | undefined
  let ended = false
  const close = open((event) => {
    if (wake === undefined) return void waiting.push(event)
    wake({ done: false, value: event })
    wake = undefined
  })
  return {
    next: () => {
      const value = waiting.shift()
      if (value !== undefined) return Promise.resolve({ done: false, value })
      if (ended) return Promise.resolve({ done: true, value: undefined })
      return new Promise((resolve) => (wake = resolve))
    },
    return: () => {
      ended = true
      close()
      wake?.({ done: true, value: undefined })
      return Promise.resolve({ done: true, value: undefined })
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
