import { credentialName, type Credential } from './credential.ts'
import type { Principals } from './principals.ts'

/** Watches over the principals behind open streams. */
export type LivePrincipals = {
  /** Calls `end` once when the credential stops being good or its rights change; answers how to stop watching. */
  readonly watch: (credential: Credential, end: () => void) => () => void
  readonly close: () => void
}

type Watched = {
  readonly credential: Credential
  readonly ends: Set<() => void>
  /** What the credential gave when it was first looked at. */
  standing: string | undefined
  /** Looks for the first time, and from then on ends the streams the moment the credential does. */
  atEnd?: NodeJS.Timeout
}

/** Not at once: what is no stream has ended before. */
const FIRST_CHECK_MS = 50
/** A timer counts no further; what lasts longer is looked at again before. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * Checks every watched credential soon and each `everyMs`, however many streams it has, and ends them the moment the
 * credential ends by itself. A failing database ends nothing.
 */
export function createLivePrincipals(principals: Principals, everyMs = 650): LivePrincipals {
  const watched = new Map<string, Watched>()

  async function check(name: string, entry: Watched): Promise<void> {
    const standing = await principals.standing(entry.credential)
    entry.standing ??= standing ?? undefined
    if (standing === null || standing !== entry.standing) return finish(name, entry)
    const left = await principals.left(entry.credential)
    clearTimeout(entry.atEnd)
    if (watched.get(name) !== entry || left > LONGEST_TIMER_MS) return
    entry.atEnd = setTimeout(() => finish(name, entry), left)
  }

  function finish(name: string, entry: Watched): void {
    leave(name, entry)
    for (const end of entry.ends) end()
  }

  function leave(name: string, entry: Watched): void {
    clearTimeout(entry.atEnd)
    if (watched.get(name) === entry) watched.delete(name)
  }

  let checking = false
  const timer = setInterval(() => {
    if (checking) return
    checking = true
    void Promise.allSettled([...watched].map(([name, entry]) => check(name, entry))).then(() => {
      checking = false
    })
  }, everyMs)
  timer.unref()

  return {
    watch: (credential, end) => {
      const name = credentialName(credential)
      const entry: Watched = watched.get(name) ?? { credential, ends: new Set(), standing: undefined }
      watched.set(name, entry)
      entry.ends.add(end)
      entry.atEnd ??= setTimeout(() => void check(name, entry).catch(() => undefined), FIRST_CHECK_MS)
      return () => {
        entry.ends.delete(end)
        if (entry.ends.size === 0) leave(name, entry)
      }
    },
    close: () => {
      clearInterval(timer)
      for (const { atEnd } of watched.values()) clearTimeout(atEnd)
      watched.clear()
    },
  }
}
