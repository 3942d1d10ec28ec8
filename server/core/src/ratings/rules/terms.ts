import type { Grade } from './grades.ts'

/** What holds for the ratings of a place, settable by region and organisation. */
export type RatingTerms = {
  /** The lowest grade that counts as satisfied (5-f); basically satisfied (3) unless set. */
  readonly satisfiedFrom: Grade
  /** Working days to get in touch with who rated badly. */
  readonly contactDays: number
  /** Working days to put it right or explain it: of a 2, and of a 1. */
  readonly fixDays: number
  readonly worstFixDays: number
  /** How many days a link to rate is good. */
  readonly linkDays: number
}

/** What holds where nothing was set. */
export const DEFAULT_TERMS: RatingTerms = {
  satisfiedFrom: 3,
  contactDays: 1,
  fixDays: 15,
  worstFixDays: 15,
  linkDays: 30,
}

/** Terms as somebody set them: for a region and all within it, and there for one organisation alone or for all. */
export type SetTerms = RatingTerms & { readonly regionId: number; readonly organisationId: number | null }

/**
 * What holds for an organisation in a region: of the nearest region that set any, those of the organisation before those
 * of all. `ancestors` are the ids of regions from the top down to the region itself.
 */
export const termsFor = (
  set: readonly SetTerms[],
  ancestors: readonly number[],
  organisationId: number | null,
): RatingTerms => {
  const rank = (terms: SetTerms): number =>
    2 * ancestors.indexOf(terms.regionId) + (terms.organisationId === null ? 0 : 1)
  const [nearest] = set
    .filter(({ regionId }) => ancestors.includes(regionId))
    .filter((terms) => terms.organisationId === null || terms.organisationId === organisationId)
    .toSorted((a, b) => rank(b) - rank(a))
  return nearest ?? DEFAULT_TERMS
}
