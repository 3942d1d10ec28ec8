import { ApiError } from '@zhikong/ui'

type Connection<Node> = {
  readonly total: number
  readonly nodes: readonly Node[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** Changes that come closer together than this are read at once; milliseconds. */
const RENEW_AFTER = 300

/** A list that is read page after page by cursor. A change of what `read` depends on starts it anew. */
export class KeysetList<Node> {
  nodes = $state.raw<readonly Node[]>([])
  total = $state(0)
  more = $state(false)
  loading = $state(true)
  slow = $state(false)
  ready = $state(false)
  error = $state.raw<ApiError>()
  #cursor: string | null = null
  #renewing: ReturnType<typeof setTimeout> | undefined
  #abort = new AbortController()
  readonly #version = $state({ n: 0 })
  readonly #read: (after: string | null, signal: AbortSignal) => Promise<Connection<Node>>

  constructor(read: (after: string | null, signal: AbortSignal) => Promise<Connection<Node>>) {
    this.#read = read
    $effect(() => {
      void this.#version.n
      this.#abort = new AbortController()
      const first = read(null, this.#abort.signal)
      this.ready = false
      void this.#follow(first, false)
      return () => {
        clearTimeout(this.#renewing)
        this.#abort.abort()
      }
    })
  }

  async #follow(promise: Promise<Connection<Node>>, append: boolean): Promise<void> {
    const { signal } = this.#abort
    this.loading = true
    this.error = undefined
    const timer = setTimeout(() => (this.slow = true), 150)
    try {
      const page = await promise
      if (signal.aborted) return
      this.nodes = append ? [...this.nodes, ...page.nodes] : page.nodes
      this.total = page.total
      this.more = page.pageInfo.hasNextPage
      this.#cursor = page.pageInfo.endCursor
      this.ready = true
    } catch (error) {
      if (signal.aborted) return
      this.error = error instanceof ApiError ? error : new ApiError('INTERNAL', String(error))
    } finally {
      clearTimeout(timer)
      if (!signal.aborted) this.slow = this.loading = false
    }
  }

  /** Reads anew from the beginning, after something was added or changed. */
  restart(): void {
    this.#version.n += 1
  }

  /**
   * Reads again what is shown, page by page, and keeps it until the answer is there; quietly, since something may have
   * changed. Several calls in a short time are one.
   */
  renew(): void {
    clearTimeout(this.#renewing)
    this.#renewing = setTimeout(() => void this.#renew(), RENEW_AFTER)
  }

  async #renew(): Promise<void> {
    const { signal } = this.#abort
    const wanted = this.nodes.length
    const nodes: Node[] = []
    try {
      let page: Connection<Node> | undefined
      do {
        page = await this.#read(page?.pageInfo.endCursor ?? null, signal)
        nodes.push(...page.nodes)
      } while (page.pageInfo.hasNextPage && nodes.length < wanted)
      if (signal.aborted) return
      this.nodes = nodes
      this.total = page.total
      this.more = page.pageInfo.hasNextPage
      this.#cursor = page.pageInfo.endCursor
    } catch {
      // What is shown stays; the next change tries again.
    }
  }

  next(): void {
    void this.#follow(this.#read(this.#cursor, this.#abort.signal), true)
  }

  retry(): void {
    const append = this.ready
    void this.#follow(this.#read(append ? this.#cursor : null, this.#abort.signal), append)
  }
}
