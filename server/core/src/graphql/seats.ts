import type { Principals } from '../access/principals.ts'
import { networkOf } from '../access/sign-in/network.ts'
import type { Caller } from './caller.ts'

/** Counts what one principal has open at the same time. */
export type Seats = {
  /** Takes a seat and answers how to give it back; null when all are taken. */
  readonly take: (holder: string) => (() => void) | null
}

/** Makes a count with `most` seats for each holder. */
export function createSeats(most: number): Seats {
  const taken = new Map<string, number>()
  return {
    take: (holder) => {
      const before = taken.get(holder) ?? 0
      if (before >= most) return null
      taken.set(holder, before + 1)
      let held = true
      return () => {
        if (!held) return
        held = false
        const left = (taken.get(holder) ?? 1) - 1
        if (left === 0) taken.delete(holder)
        else taken.set(holder, left)
      }
    },
  }
}

/** Who holds the seats of a caller: the principal, whatever its credential, and for nobody the address, or network of IPv6. */
export async function seatHolder(principals: Principals, { credential, address }: Caller): Promise<string> {
  const holder = await principals.find(credential)
  return holder === null ? `address ${networkOf(address)}` : `${holder.kind} ${holder.id}`
}
