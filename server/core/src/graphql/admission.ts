import type { ServerResponse } from 'node:http'
import { credentialName, type Credential } from '../access/credential.ts'
import type { Holder } from '../access/holder.ts'
import type { Principals } from '../access/principals.ts'
import { CHALLENGE, refusalOf } from '../access/third-parties/refused-credential.ts'
import type { Caller } from './caller.ts'
import { Fault, fault } from './fault.ts'
import { rateHeaders, type Rates, type Standing } from './rates.ts'
import { Refusal } from './refusal.ts'

/** Lets requests and operations in, or says why not: a key or token that is not good, too many of them in a minute. */
export type Admission = {
  /**
   * Counts a request of HTTP and sets the headers that tell where its sender stands.
   * @throws Refusal 401 with UNAUTHENTICATED, 429 with LIMIT_EXCEEDED; UNAVAILABLE when a token cannot be verified now
   */
  readonly request: (caller: Caller, response: ServerResponse) => Promise<void>
  /** Finds out who opens a socket; guesses count. Throws LIMIT_EXCEEDED. */
  readonly connection: (caller: Caller) => Promise<void>
  /** Counts an operation on a socket. Throws UNAUTHENTICATED and LIMIT_EXCEEDED. */
  readonly operation: (caller: Caller) => Promise<void>
}

function tooMany({ most, resetSeconds }: Standing) {
  const detail = {
    'zh-CN': `每分钟最多 ${most} 次请求。请在 ${resetSeconds} 秒后再试。`,
    en: `At most ${most} requests a minute. Try again in ${resetSeconds} s.`,
  }
  return fault('LIMIT_EXCEEDED', { detail })
}

/** A credential that is not good is a status of HTTP, too; anything else stays what it is. */
function asUnauthorised(refused: unknown): unknown {
  return refused instanceof Fault && refused.code === 'UNAUTHENTICATED' ? new Refusal(401, refused, CHALLENGE) : refused
}

/** Who a caller is; where it stands among those whom nobody knows, if it was counted there. */
type Looked = {
  readonly holder: Holder | null
  readonly asNobody: Standing | undefined
  readonly failure: unknown
}

/** Makes the door; without `rates` nothing is counted. */
export function createAdmission(principals: Principals, rates: Rates | null): Admission {
  /** Looks at credentials that are not familiar, under way. */
  const underWay = new Map<string, Promise<Looked>>()

  async function find(credential: Credential | null): Promise<Omit<Looked, 'asNobody'>> {
    try {
      return { holder: await principals.find(credential), failure: null }
    } catch (failure) {
      return { holder: null, failure }
    }
  }

  /**
   * Looks a caller up. One that is not familiar counts to its address first, which is taken back when it turns out to be
   * good: so guesses beyond the share of an address cost no look-up, also when they come all at once.
   */
  async function lookAt({ credential, address }: Caller, isFamiliar: boolean): Promise<Looked> {
    const asNobody = isFamiliar ? undefined : await rates?.count(null, address)
    if (asNobody?.exceeded === true) return { holder: null, asNobody, failure: null }
    const { holder, failure } = await find(credential)
    if (holder !== null && asNobody !== undefined) await rates?.takeBack(address)
    return { holder, asNobody, failure }
  }

  /**
   * Looks a caller up. A system that begins with hundreds of requests at once is looked up, and counted, for the first of
   * them; when that turns out to be nobody, the others count as well.
   */
  async function look(caller: Caller): Promise<Looked> {
    const { credential, address } = caller
    if (credential === null || principals.isFamiliar(credential)) return lookAt(caller, credential !== null)
    const name = `${address} ${credentialName(credential)}`
    const other = underWay.get(name)
    if (other !== undefined) {
      const looked = await other
      return looked.holder === null ? { ...looked, asNobody: await rates?.count(null, address) } : looked
    }
    const first = lookAt(caller, false).finally(() => underWay.delete(name))
    underWay.set(name, first)
    return first
  }

  /** Counts a caller, whoever it turns out to be, and answers why it may not go on. */
  async function weigh(caller: Caller) {
    const { holder, asNobody, failure } = await look(caller)
    const standing = holder === null && asNobody !== undefined ? asNobody : await rates?.count(holder, caller.address)
    return { standing, refused: failure ?? refusalOf(caller.credential, holder) }
  }

  return {
    request: async (caller, response) => {
      const { standing, refused } = await weigh(caller)
      if (standing !== undefined) {
        for (const [name, value] of Object.entries(rateHeaders(standing))) response.setHeader(name, value)
        if (standing.exceeded) throw new Refusal(429, tooMany(standing))
      }
      if (refused !== null) throw asUnauthorised(refused)
    },
    connection: async (caller) => {
      if (caller.credential === null) return
      const { asNobody, failure } = await look(caller)
      if (asNobody?.exceeded === true) throw tooMany(asNobody)
      if (failure !== null) throw failure
    },
    operation: async (caller) => {
      const { standing, refused } = await weigh(caller)
      if (standing?.exceeded === true) throw tooMany(standing)
      if (refused !== null) throw refused
    },
  }
}
