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
  /** A look at it is under way. */
  isLooking: boolean
  /** The beat came while a look was under way: it is looked at again as soon as that has ended. */
  isDue: boolean
  /** The first look, before it keeps the beat. */
  first?: NodeJS.Timeout
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
 * Looks at every watched credential soon and then in one beat with all others each `everyMs`, so that the looks are one
 * question, however many streams it has and whatever is remembered; and ends them the moment the credential ends by
 * itself. A slow look holds up no other. A failing database ends nothing.
 */
export function createLivePrincipals(principals: Principals, everyMs = LOOK_MS): LivePrincipals {
  const watched = new Map<string, Watched>()
  let beat: NodeJS.Timeout | undefined
  const stopBeat = () => {
    clearTimeout(beat)
    beat = undefined
  }

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

  function lookNow(name: string, entry: Watched): void {
    if (watched.get(name) !== entry) return
    entry.isDue = entry.isLooking
    if (entry.isLooking) return
    entry.isLooking = true
    const again = () => {
      entry.isLooking = false
      if (entry.isDue) lookNow(name, entry)
    }
    look(name, entry).then(again, again)
  }

  function startBeat(): void {
    if (beat !== undefined) return
    const strike = () => {
      for (const [name, entry] of watched) lookNow(name, entry)
    }
    beat = setTimeout(() => {
      strike()
      beat = setInterval(strike, everyMs).unref()
    }, FIRST_CHECK_MS).unref()
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
    if (watched.size === 0) stopBeat()
  }

  return {
    watch: (credential, onEnd, opened) => {
      const name = credentialName(credential)
      const before = watched.get(name)
      const entry: Watched = before ?? { credential, streams: new Set(), isLooking: false, isDue: false }
      watched.set(name, entry)
      const stream = { end: onEnd, opened }
      entry.streams.add(stream)
      if (before === undefined && beat !== undefined) {
        entry.first = setTimeout(() => lookNow(name, entry), FIRST_CHECK_MS).unref()
      }
      startBeat()
      return () => leave(name, entry, stream)
    },
    close: () => {
      for (const entry of watched.values()) stopTimers(entry)
      watched.clear()
      stopBeat()
    },
  }
}

function stopTimers({ first, atEnd }: Watched): void {
  clearTimeout(first)
  clearTimeout(atEnd)
}
