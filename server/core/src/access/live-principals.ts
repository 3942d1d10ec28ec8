import { credentialName, type Credential } from './credential.ts'
import type { Principals } from './principals.ts'

/** Watches over the principals behind open streams. */
export type LivePrincipals = {
  /**
   * Calls `end` once when the credential stops being good or its rights are others than those that were `opened` with, as
   * `standingOf` tells them; unless told, than those that are found first. Answers how to stop watching.
   */
  readonly watch: (credential: Credential, end: () => void, opened?: string) => () => void
  readonly close: () => void
}

type Stream = { readonly end: () => void; opened: string | undefined }

type Watched = {
  readonly credential: Credential
  readonly streams: Set<Stream>
  /** Looks at it again. */
  next?: NodeJS.Timeout
  /** Ends the streams the moment the credential does, whatever becomes of a look. */
  atEnd?: NodeJS.Timeout
}

/** From one look to the next. With the 350 ms that a look may take, it is no more than a second. */
export const LOOK_MS = 650

/** Not at once: what is no stream has ended before. */
const FIRST_CHECK_MS = 50
/** A timer counts no further; what lasts longer is looked at again before. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * Looks at every watched credential soon and each `everyMs`, however many streams it has and whatever is remembered, and
 * ends them the moment the credential ends by itself. Each goes by its own time: a slow look holds up no other. A failing
 * database ends nothing.
 */
export function createLivePrincipals(principals: Principals, everyMs = LOOK_MS): LivePrincipals {
  const watched = new Map<string, Watched>()

  async function look(name: string, entry: Watched): Promise<void> {
    const standing = await principals.standingNow(entry.credential)
    if (standing === null) return finish(name, entry)
    for (const stream of entry.streams) {
      stream.opened ??= standing.text
      if (stream.opened !== standing.text) end(name, entry, stream)
    }
    clearTimeout(entry.atEnd)
    if (watched.get(name) !== entry || standing.leftMs > LONGEST_TIMER_MS) return
    entry.atEnd = setTimeout(() => finish(name, entry), standing.leftMs)
  }

  function lookIn(waitMs: number, name: string, entry: Watched): void {
    if (watched.get(name) !== entry) return
    const start = () => {
      const from = performance.now()
      const again = () => lookIn(Math.max(0, from + everyMs - performance.now()), name, entry)
      look(name, entry).then(again, again)
    }
    entry.next = setTimeout(start, waitMs).unref()
  }

  function finish(name: string, entry: Watched): void {
    for (const stream of entry.streams) end(name, entry, stream)
  }

  function end(name: string, entry: Watched, stream: Stream): void {
    leave(name, entry, stream)
    stream.end()
  }

  function leave(name: string, entry: Watched, stream: Stream): void {
    entry.streams.delete(stream)
    if (entry.streams.size > 0) return
    stopTimers(entry)
    if (watched.get(name) === entry) watched.delete(name)
  }

  return {
    watch: (credential, onEnd, opened) => {
      const name = credentialName(credential)
      const before = watched.get(name)
      const entry: Watched = before ?? { credential, streams: new Set() }
      watched.set(name, entry)
      const stream = { end: onEnd, opened }
      entry.streams.add(stream)
      if (before === undefined) lookIn(FIRST_CHECK_MS, name, entry)
      return () => leave(name, entry, stream)
    },
    close: () => {
      for (const entry of watched.values()) stopTimers(entry)
      watched.clear()
    },
  }
}

function stopTimers({ next, atEnd }: Watched): void {
  clearTimeout(next)
  clearTimeout(atEnd)
}
