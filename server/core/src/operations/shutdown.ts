import type { Logger } from './logging.ts'

const patienceMs = 40_000

/** What a process stops when it ends, last started first. */
export type Shutdown = {
  /** Adds a part to stop; `force` is what a second Ctrl-C does to it, at once and without waiting. */
  add(name: string, stop: () => Promise<unknown>, force?: () => void): void
  /** Adds what stops before everything else, whenever it was added: the door through which work comes in. */
  addFirst(name: string, stop: () => Promise<unknown>): void
  /** Stops every part; the same promise when called again. */
  run(): Promise<void>
  /** Aborts when stopping begins. */
  readonly signal: AbortSignal
}

/** Makes an empty list of things to stop. A part that fails or hangs is logged, and the next one is stopped. */
export function createShutdown(logger: Logger): Shutdown & { force(): void } {
  const parts: { name: string; stop: () => Promise<unknown>; force?: (() => void) | undefined }[] = []
  const doors: { name: string; stop: () => Promise<unknown> }[] = []
  const begun = new AbortController()
  let running: Promise<void> | undefined
  const stopAll = async () => {
    begun.abort()
    for (const { name, stop } of [...doors, ...parts.toReversed()]) {
      await withPatience(stop()).catch((error: unknown) => logger.error({ error, part: name }, 'did not stop cleanly'))
    }
  }
  return {
    signal: begun.signal,
    add: (name, stop, force) => void parts.push({ name, stop, force }),
    addFirst: (name, stop) => void doors.push({ name, stop }),
    run: () => (running ??= stopAll()),
    force: () => parts.forEach((part) => part.force?.()),
  }
}

async function withPatience(stopping: Promise<unknown>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`still running after ${patienceMs} ms`)), patienceMs)
  await Promise.race([stopping, late]).finally(() => clearTimeout(timer))
}

/**
 * Ctrl-C, SIGTERM or a closed terminal stops the process in order and ends it with 0; a second one forces it (130).
 * `onStopping` is told at the first.
 */
export function stopOnSignals(shutdown: ReturnType<typeof createShutdown>, onStopping: () => void): void {
  let asked = false
  const stop = () => {
    if (asked) {
      shutdown.force()
      process.exit(130)
    }
    asked = true
    onStopping()
    void shutdown.run().then(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
}
