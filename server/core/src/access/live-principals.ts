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
}

/** Checks every watched credential each `everyMs`, once however many streams it has. A failing database ends nothing. */
export function createLivePrincipals(principals: Principals, everyMs = 900): LivePrincipals {
  const watched = new Map<string, Watched>()

  async function check(name: string, entry: Watched): Promise<void> {
    const standing = await principals.standing(entry.credential)
    entry.standing ??= standing ?? undefined
    if (standing !== null && standing === entry.standing) return
    watched.delete(name)
    for (const end of entry.ends) end()
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
      const entry = watched.get(name) ?? { credential, ends: new Set(), standing: undefined }
      watched.set(name, entry)
      entry.ends.add(end)
      return () => {
        entry.ends.delete(end)
        if (entry.ends.size === 0 && watched.get(name) === entry) watched.delete(name)
      }
    },
    close: () => {
      clearInterval(timer)
      watched.clear()
    },
  }
}
