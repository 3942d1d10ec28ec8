const KEY = 'zhikong.scope'

/** The working scope that the reader has chosen, kept in this browser; undefined means the widest. */
export class ChosenScope {
  #id: string | undefined

  constructor() {
    try {
      this.#id = localStorage.getItem(KEY) ?? undefined
    } catch {
      // A browser without storage begins in the widest scope at each visit.
    }
  }

  get id(): string | undefined {
    return this.#id
  }

  choose(id: string | undefined): void {
    this.#id = id
    try {
      if (id === undefined) localStorage.removeItem(KEY)
      else localStorage.setItem(KEY, id)
    } catch {
      // As above.
    }
  }
}
