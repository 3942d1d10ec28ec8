import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from '../access/sign-in/network.ts'
import { digest } from '../access/tokens.ts'
import type { RequestContext } from './context.ts'
import { fault } from './fault.ts'

/** How often the door opens within a minute. A hall has one address for all who stand in it. */
export type DoorLimits = { readonly perAddress: number; readonly perKey: number }

/** What citizens go through who have no account, beside the share that every address has of the whole API. */
export type PublicDoor = {
  /**
   * Counts somebody at an address who holds a key: a token, or the number of a case.
   * @throws Fault LIMIT_EXCEEDED when it was too often for the address or for the key
   */
  readonly pass: (context: Pick<RequestContext, 'address'>, key: string) => Promise<void>
}

const WINDOW_S = 60
const USUAL: DoorLimits = { perAddress: 300, perKey: 30 }

/** Makes a door of its own for some root fields that are open; each process counts for itself. */
export function createPublicDoor({ perAddress, perKey }: DoorLimits = USUAL): PublicDoor {
  const addresses = new RateLimiterMemory({ points: perAddress, duration: WINDOW_S })
  const keys = new RateLimiterMemory({ points: perKey, duration: WINDOW_S })
  return {
    pass: async ({ address }, key) => {
      await count(addresses, networkOf(address))
      await count(keys, digest(key))
    },
  }
}

/**
 * A door for whoever holds a key whose form can be told without looking it up: a signed token, a receipt code. What is no
 * key at all is let through to be answered as unknown, and counts with all else that its address asks.
 */
export function createKeyDoor(isKey: (key: string) => boolean): PublicDoor {
  const { pass } = createPublicDoor()
  return { pass: async (context, key) => (isKey(key) ? pass(context, key) : undefined) }
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000))
    throw fault('LIMIT_EXCEEDED', {
      detail: {
        'zh-CN': `操作过于频繁，请 ${seconds} 秒后再试。`,
        en: `Too often. Try again in ${seconds} s.`,
      },
    })
  }
}
