import { hash } from 'node:crypto'

/** Whole numbers that follow from a seed and a name alone, the same on every machine. */
export type RandomStream = {
  /** A whole number from 0 to `bound` − 1, each as likely; `bound` at most 2^47. */
  readonly below: (bound: number) => number
}

const RANGE = 2 ** 48

/**
 * Numbers of 48 bits, big-endian, five to a block. Block i is SHA-256 of the UTF-8 text `<seed>\n<name>\n<i>`, i from 0 in
 * decimals; the last two bytes of a block are left out. A number at or beyond the last full multiple of the bound is
 * passed over, so that none is likelier than another.
 */
export function randomStream(seed: string, name: string): RandomStream {
  let block = Buffer.alloc(0)
  let [next, blocks] = [5, 0]
  const draw = (): number => {
    if (next === 5) {
      block = Buffer.from(hash('sha256', `${seed}\n${name}\n${blocks}`, 'hex'), 'hex')
      ;[next, blocks] = [0, blocks + 1]
    }
    const number = block.readUIntBE(next * 6, 6)
    next += 1
    return number
  }
  return {
    below: (bound) => {
      const end = RANGE - (RANGE % bound)
      let number = draw()
      while (number >= end) number = draw()
      return number % bound
    },
  }
}

/** The same items in a random order, each order as likely (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], stream: RandomStream): readonly Item[] {
  const rest = [...items]
  const order: Item[] = []
  while (rest.length > 0) {
    const at = stream.below(rest.length)
    const [last] = rest.splice(-1)
    if (last === undefined) break
    order.push(at === rest.length ? last : (rest[at] ?? last))
    if (at < rest.length) rest[at] = last
  }
  return order
}
