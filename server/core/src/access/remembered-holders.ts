import { credentialName, type Credential } from './credential.ts'
import { standingOf, type Holder } from './holder.ts'

/** For how long it is remembered who a caller is, from when it was asked. */
export const FIND_MS = 900
/** The same for the rights of a stream that has a batch to deliver. */
export const STANDING_MS = 300
const CACHE_SIZE = 10_000

/** Who holds a credential, and when it ends by itself, by `performance.now()`. */
export type Found = { readonly holder: Holder | null; readonly ends: number }

/** All that a credential gives, as a text that changes when anything of it does, and for how many milliseconds. */
export type Standing = { readonly text: string; readonly leftMs: number }

/** Finds out who a caller is. */
export type Principals = {
  /**
   * The holder of a credential; null when it is unknown, expired, revoked or stopped. Known for up to a second.
   * Throws UNAVAILABLE when a token cannot be verified now.
   */
  readonly find: (credential: Credential | null) => Promise<Holder | null>
  /** Whether the credential was good when it was last looked at: nobody has to be asked to tell it from a guess. */
  readonly isFamiliar: (credential: Credential) => boolean
  /**
   * The text of a standing, 300 ms old at most; null when the credential has ended. Does not count as use: streams ask at
   * least once a second, and an idle session still ends.
   */
  readonly standing: (credential: Credential) => Promise<string | null>
  /** The standing as it is now, whatever is remembered; null when the credential has ended. No use either. */
  readonly standingNow: (credential: Credential) => Promise<Standing | null>
  /** Forgets what is known of a credential: at sign-out. */
  readonly forget: (credential: Credential) => void
}

const still = ({ holder, ends }: Found): Holder | null => (ends > performance.now() ? holder : null)

/** Gives a look-up of holders its short memory. `use` tells whether a look counts as use of the credential. */
export function rememberHolders(lookUp: (credential: Credential, use: boolean) => Promise<Found>): Principals {
  const known = new Map<string, { readonly until: number; readonly found: Promise<Found> }>()
  const familiar = new Set<string>()

  function remember(name: string, isGood: boolean): void {
    familiar.delete(name)
    if (!isGood) return
    const [oldest] = familiar
    if (familiar.size >= CACHE_SIZE && oldest !== undefined) familiar.delete(oldest)
    familiar.add(name)
  }

  async function ask(credential: Credential, use: boolean): Promise<Found> {
    const found = await lookUp(credential, use)
    remember(credentialName(credential), found.holder !== null)
    return found
  }

  function askNow(credential: Credential, use: boolean): Promise<Found> {
    const name = nameOf(credential, use)
    const entry = { until: performance.now() + (use ? FIND_MS : STANDING_MS), found: ask(credential, use) }
    if (known.size >= CACHE_SIZE) known.clear()
    known.set(name, entry)
    entry.found.catch(() => known.get(name) === entry && known.delete(name))
    return entry.found
  }

  function look(credential: Credential, use: boolean): Promise<Found> {
    const hit = known.get(nameOf(credential, use))
    return hit !== undefined && hit.until > performance.now() ? hit.found : askNow(credential, use)
  }

  function forget(credential: Credential): void {
    for (const use of [true, false]) known.delete(nameOf(credential, use))
  }

  async function standingIn(credential: Credential, looked: Promise<Found>): Promise<Standing | null> {
    const found = await looked
    const holder = still(found)
    if (holder !== null) return { text: standingOf(holder), leftMs: found.ends - performance.now() }
    forget(credential)
    return null
  }

  return {
    find: async (credential) => (credential === null ? null : still(await look(credential, true))),
    isFamiliar: (credential) => familiar.has(credentialName(credential)),
    standing: async (credential) => (await standingIn(credential, look(credential, false)))?.text ?? null,
    standingNow: (credential) => standingIn(credential, askNow(credential, false)),
    forget,
  }
}

const nameOf = (credential: Credential, use: boolean): string => `${use ? 'use' : 'look'} ${credentialName(credential)}`
