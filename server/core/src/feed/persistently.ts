import { faultIn, fault } from '../graphql/fault.ts'
import type { OnError } from './lead.ts'
import { createPause } from './pause.ts'

const RETRY_MS = 500
const GIVE_UP_MS = 60_000

/**
 * Looks again and again until there is something. A database that is away for a moment does not end a stream: it is
 * asked again for a minute, then the stream ends with UNAVAILABLE. A fault that is the caller's to see passes at once.
 */
export function persistently<T>(
  look: (signal: AbortSignal) => Promise<T | null>,
  onError: OnError,
): (signal: AbortSignal) => Promise<T | undefined> {
  return async (signal) => {
    let failingSince: number | null = null
    while (!signal.aborted) {
      try {
        const found = await look(signal)
        if (found !== null) return found
        failingSince = null
      } catch (error) {
        if (faultIn(error) !== undefined) throw error
        onError(error)
        failingSince ??= performance.now()
        if (performance.now() - failingSince > GIVE_UP_MS) throw fault('UNAVAILABLE')
        await createPause().wait(RETRY_MS, signal)
      }
    }
    return undefined
  }
}
