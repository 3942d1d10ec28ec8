/** A wait that can be cut short. */
export type Pause = {
  /** Resolves after so many milliseconds, when woken, or at once when woken since the last wait; never rejects. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
  wake(): void
}

/** One waiter at a time. */
export function createPause(): Pause {
  let woken = false
  let end: (() => void) | null = null
  return {
    wake: () => {
      woken = true
      end?.()
    },
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const finish = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', finish)
          end = null
          woken = false
          resolve()
        }
        const timer = setTimeout(finish, milliseconds)
        signal.addEventListener('abort', finish)
        end = finish
        if (woken || signal.aborted) finish()
      }),
  }
}
