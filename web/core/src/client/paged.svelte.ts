import type { Resource } from './resource.svelte.ts'

/** One page of a list, as the API gives it. */
export type Page<Node> = {
  readonly nodes: readonly Node[]
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean }
}

const next = <Node>({ pageInfo }: Page<Node>): string | null => (pageInfo.hasNextPage ? pageInfo.endCursor : null)

/** A list that grows page by page. What was added is dropped when its first page is read anew. */
export class Paged<Answer, Node> {
  failed = $state(false)
  busy = $state(false)
  #more = $state.raw<{ readonly of: unknown; readonly nodes: readonly Node[]; readonly after: string | null }>()
  readonly #first: Resource<Answer>
  readonly #pageOf: (answer: Answer) => Page<Node>
  readonly #ask: (after: string) => Promise<Answer>

  constructor(
    first: Resource<Answer>,
    pageOf: (answer: Answer) => Page<Node>,
    ask: (after: string) => Promise<Answer>,
  ) {
    this.#first = first
    this.#pageOf = pageOf
    this.#ask = ask
  }

  get #added() {
    return this.#more?.of === this.#first.data ? this.#more : undefined
  }

  get nodes(): readonly Node[] {
    const { data } = this.#first
    return data === undefined ? [] : [...this.#pageOf(data).nodes, ...(this.#added?.nodes ?? [])]
  }

  /** Where the next page begins; null when all are there. */
  get after(): string | null {
    const { data } = this.#first
    if (this.#added) return this.#added.after
    return data === undefined ? null : next(this.#pageOf(data))
  }

  /** Adds the next page. */
  async grow(): Promise<void> {
    const { after } = this
    const of = this.#first.data
    if (after === null || this.busy) return
    this.busy = true
    this.failed = false
    try {
      const page = this.#pageOf(await this.#ask(after))
      const more = this.#more
      const before = more !== undefined && more.of === of ? more.nodes : []
      this.#more = { of, nodes: [...before, ...page.nodes], after: next(page) }
    } catch {
      this.failed = true
    } finally {
      this.busy = false
    }
  }
}
