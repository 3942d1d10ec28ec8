import { ApiError } from './api-error.ts'
import { RECONNECTED } from './reconnected.ts'

/** A skeleton appears only after this wait, so that a quick answer does not flash; milliseconds. */
const SKELETON_AFTER = 150

/** What a page reads: the last good answer stays while a newer one is fetched, and when that fails. */
export class Resource<Answer> {
  data = $state.raw<Answer>()
  error = $state.raw<ApiError>()
  loading = $state(true)
  /** Nothing to show yet, and the wait is long enough to say so. */
  slow = $state(false)
  loadedAt = $state<Date>()
  readonly #version = $state({ n: 0 })

  /**
   * @param load reads reactive state before its first await; when that state changes it is called again. It returns
   *   undefined when there is nothing to ask yet.
   * @param identity when its value changes the old answer is dropped: the figures of another region must not linger.
   */
  constructor(load: (signal: AbortSignal) => Promise<Answer> | undefined, identity: () => unknown = () => null) {
    let before: unknown
    $effect(() => {
      const again = (): void => this.refresh()
      window.addEventListener(RECONNECTED, again)
      return () => window.removeEventListener(RECONNECTED, again)
    })
    $effect(() => {
      void this.#version.n
      const abort = new AbortController()
      const promise = load(abort.signal)
      const now = identity()
      if (now !== before) {
        this.data = undefined
        this.error = undefined
        before = now
      }
      if (promise) this.#follow(promise, abort.signal)
      return () => abort.abort()
    })
  }

  #follow(promise: Promise<Answer>, signal: AbortSignal): void {
    this.loading = true
    const timer = setTimeout(() => (this.slow = true), SKELETON_AFTER)
    const settle = (set: () => void): void => {
      if (signal.aborted) return
      clearTimeout(timer)
      this.slow = false
      this.loading = false
      set()
    }
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
    promise.then(
      (answer) =>
        settle(() => {
          this.data = answer
          this.error = undefined
          this.loadedAt = new Date()
        }),
      (error: unknown) =>
        settle(() => {
          this.error = error instanceof ApiError ? error : new ApiError('INTERNAL', String(error))
        }),
    )
  }

  /** How often it was asked again; what belongs to it depends on this to be read anew with it. */
  get refreshes(): number {
    return this.#version.n
  }

  /** Asks again, keeping what is shown. */
  refresh(): void {
    this.#version.n += 1
  }
}
