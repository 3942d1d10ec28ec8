import { randomStream, shuffled } from './random-stream.ts'

/** How targets and inspectors are drawn; stored with each draw. A change of any result is another version. */
export const DRAW_ALGORITHM = { name: 'sha256-systematic-pps', version: 1 } as const

/** A target of a frozen frame. */
export type FrameTarget = {
  /** Unique in its frame. */
  readonly key: string
  /** A whole number from 1 to 1,000,000: twice the weight, twice as likely. */
  readonly weight: number
}

/** One that was drawn. */
export type DrawnTarget = {
  readonly key: string
  /** With which probability it was to be drawn: above 0, 1 for one that was certain. */
  readonly probability: number
}

export const MOST_TARGETS = 40_000
export const MOST_WEIGHT = 1_000_000

/**
 * Draws targets without replacement, each with a probability in proportion to its weight: those that would come to 1 or
 * more are certain; the rest is brought into a random order and drawn systematically from a random start, so that the
 * probability is exactly n · weight / Σ weight. With equal weights every sample of the size is as likely.
 * The order of the frame does not matter; sorted by key it is part of the algorithm.
 * @param size how many, at least 0; all when the frame has no more
 */
export function drawTargets(frame: readonly FrameTarget[], size: number, seed: string): readonly DrawnTarget[] {
  let rest = frame.toSorted(byKey)
  let left = Math.min(size, rest.length)
  const drawn: DrawnTarget[] = []
  for (;;) {
    const total = sumOf(rest)
    const certain = rest.filter(({ weight }) => left * weight >= total)
    if (left === 0 || certain.length === 0) break
    drawn.push(...certain.map(({ key }) => ({ key, probability: 1 })))
    left -= certain.length
    const taken = new Set(certain)
    rest = rest.filter((target) => !taken.has(target))
  }
  return left === 0 ? drawn : [...drawn, ...systematic(rest, left, seed)]
}

function systematic(targets: readonly FrameTarget[], size: number, seed: string): readonly DrawnTarget[] {
  const stream = randomStream(seed, 'targets')
  const order = shuffled(targets, stream)
  const total = sumOf(targets)
  let next = stream.below(total)
  let passed = 0
  const drawn: DrawnTarget[] = []
  for (const { key, weight } of order) {
    passed += size * weight
    if (next >= passed) continue
    drawn.push({ key, probability: (size * weight) / total })
    next += total
  }
  return drawn
}

/** One more target in place of one that cannot be inspected; undefined when none is left. */
export function drawReplacement(
  frame: readonly FrameTarget[],
  used: ReadonlySet<string>,
  seed: string,
  number: number,
): string | undefined {
  const rest = frame.filter(({ key }) => !used.has(key)).toSorted(byKey)
  if (rest.length === 0) return undefined
  let at = randomStream(seed, `replacement ${number}`).below(sumOf(rest))
  return rest.find(({ weight }) => (at -= weight) < 0)?.key
}

const sumOf = (targets: readonly FrameTarget[]): number => targets.reduce((sum, { weight }) => sum + weight, 0)

/** By code units, which is the same in every locale. */
export const byKey = ({ key: a }: { readonly key: string }, { key: b }: { readonly key: string }): number =>
  a < b ? -1 : a > b ? 1 : 0
