type Asked<Value> = {
  readonly answer: Promise<Value | undefined>
  readonly resolve: (value: Value | undefined) => void
  readonly reject: (reason: unknown) => void
}

/** With more than this, another question. */
const MOST = 1_000

/**
 * Makes one question of all that is asked for in the same moment: until what runs now has run. Each gets its own answer,
 * undefined when there is none; when the question fails, all fail.
 */
export function gathered<Value>(
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  let waiting = new Map<string, Asked<Value>>()

  function ask(): void {
    const asked = waiting
    waiting = new Map()
    load([...asked.keys()]).then(
      (found) => asked.forEach(({ resolve }, key) => resolve(found.get(key))),
      (error: unknown) => asked.forEach(({ reject }) => reject(error)),
    )
  }

  return (key) => {
    const before = waiting.get(key)
    if (before !== undefined) return before.answer
    const { promise, resolve, reject } = Promise.withResolvers<Value | undefined>()
    waiting.set(key, { answer: promise, resolve, reject })
    if (waiting.size === 1) queueMicrotask(() => waiting.size > 0 && ask())
    if (waiting.size === MOST) ask()
    return promise
  }
}
