/** A word that nothing but a canary has: `zqCountyAzq`. Part of names, numbers and codes of everything at a place. */
export const wordOf = (place: string): string => `zq${place}zq`

/** Seven digits that no count comes to by itself: primes, one for each place. */
export const NUMBERS: readonly number[] = [
  1_000_003, 1_000_033, 1_000_037, 1_000_039, 1_000_081, 1_000_099, 1_000_117, 1_000_121,
]

/** A number as it is sent and as it is shown. */
export const writtenOf = (n: number): readonly string[] => [String(n), n.toLocaleString('en-US')]
