/** A share between two bounds, all from 0 to 1. */
export type Interval = { readonly low: number; readonly high: number }

/** The quantile of the normal distribution that leaves 2.5 % on each side. */
const Z = 1.959963984540054

/**
 * Wilson's interval (95 %) of a share: `failed` of `n`. For weighted draws `n` may be an effective number, no whole one.
 * 0 of 20 is 0 to 16.1 %.
 */
export function wilson(failed: number, n: number): Interval {
  const share = failed / n
  const spread = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2))
  const scale = 1 + Z ** 2 / n
  const centre = share + Z ** 2 / (2 * n)
  return {
    low: failed === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: failed === n ? 1 : Math.min(1, (centre + spread) / scale),
  }
}

/**
 * The exact interval (95 %, each tail 2.5 %) of a share in a finite population of `population`, of which `n` were drawn
 * without replacement and `failed` failed: the numbers of failures in the population that the sample does not refute.
 */
export function hypergeometric(failed: number, n: number, population: number): Interval {
  const most = population - (n - failed)
  const low = firstWhere(failed, most, (bad) => upperTail(failed, n, bad, population) > TAIL)
  const beyond = firstWhere(failed, most + 1, (bad) => bad > most || lowerTail(failed, n, bad, population) <= TAIL)
  return { low: low / population, high: Math.max(beyond - 1, failed) / population }
}

const TAIL = 0.025

/** The first whole number from `from` to `to` of which it holds; it holds for all after it. */
function firstWhere(from: number, to: number, holds: (number: number) => boolean): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The probability of at most `failed` failures in the sample. */
const lowerTail = (failed: number, n: number, bad: number, population: number): number =>
  sumOf(Math.max(0, n - (population - bad)), failed, (x) => likelihood(x, n, bad, population))

/** The probability of at least `failed` failures in the sample. */
const upperTail = (failed: number, n: number, bad: number, population: number): number =>
  sumOf(failed, Math.min(n, bad), (x) => likelihood(x, n, bad, population))

function sumOf(from: number, to: number, of: (x: number) => number): number {
  let sum = 0
  for (let x = from; x <= to; x += 1) sum += of(x)
  return sum
}

const likelihood = (x: number, n: number, bad: number, population: number): number =>
  Math.exp(logChoose(bad, x) + logChoose(population - bad, n - x) - logChoose(population, n))

const logChoose = (n: number, k: number): number =>
  k < 0 || k > n ? -Infinity : logFactorial(n) - logFactorial(k) - logFactorial(n - k)

const LOG_FACTORIALS = [0]

function logFactorial(n: number): number {
  for (let next = LOG_FACTORIALS.length; next <= n; next += 1) {
    LOG_FACTORIALS.push((LOG_FACTORIALS[next - 1] ?? 0) + Math.log(next))
  }
  return LOG_FACTORIALS[n] ?? 0
}
