import { isMadeBy, sealOf, type AuditKeys } from '../seal.ts'
import { checkEntries, type SealedPlace } from './check-entries.ts'
import type { Finding } from './finding.ts'
import { gatherSpans } from './spans.ts'
import type { StoredSeal } from './walk-seals.ts'

/** What the next seal of a chain must hold. */
export type Link = { readonly number: number; readonly seal: string }

/**
 * Checks the seals of a log one after the other, from the one that follows `start`. Whether single seals are forged or
 * the key is another is known only when one of them fits, so those before it are held back till then.
 */
export function sealChecker(keys: AuditKeys, start: Link, onFinding: (finding: Finding) => void) {
  const held: Finding[] = []
  let [fitting, forgeries] = [0, 0]
  let last: Link & { readonly at: string | null } = { ...start, at: null }
  const forged = gatherSpans((span) => (fitting > 0 ? onFinding : hold)({ kind: 'SEAL_FORGED', ...span }))
  const hold = (finding: Finding) => void held.push(finding)

  function* next(seal: StoredSeal, places: readonly SealedPlace[]): Generator<Finding> {
    const { number } = seal
    const fits = isMadeBy(keys, seal.seal, (key) => sealOf(key, seal))
    if (number > last.number + 1) yield { kind: 'SEAL_MISSING', from: last.number + 1, to: number - 1 }
    if (number === last.number + 1 && seal.previous !== last.seal) yield { kind: 'CHAIN_BROKEN', seal: number }
    if (fits) {
      if (fitting === 0) forged.flush()
      fitting += 1
      for (const finding of held.splice(0)) onFinding(finding)
    } else {
      forgeries += 1
      forged.add(number)
    }
    yield* checkEntries(seal, places, { before: last.at, fits })
    if (number > last.number) last = seal
  }

  return {
    next,
    /** Says what is still open, and gives the number of the newest seal. */
    end: (): number => {
      forged.flush()
      if (fitting === 0 && forgeries > 0) onFinding({ kind: 'WRONG_KEY', seals: forgeries })
      return last.number
    },
  }
}
