/** A wait that can be cut short. */
export type Pause = {
  /** Gives whether it was woken: now, or since the last wait; else it ends after so many milliseconds. Never rejects. */
  wait(milliseconds: number, signal: AbortSignal): Promise<boolean>
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
          resolve(woken)
          woken = false
        }
        const timer = setTimeout(finish, milliseconds)
        signal.addEventListener('abort', finish)
        end = finish
        if (woken || signal.aborted) finish()
      }),
  }
}
