/** The first of some instants, of those from `from` on; null when there is none. */
export const earliest = (instants: readonly (Date | null)[], from: Date): Date | null =>
  instants.reduce((first, at) => (at === null || at < from || (first !== null && first <= at) ? first : at), null)
