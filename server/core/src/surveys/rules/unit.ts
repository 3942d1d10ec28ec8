import { contains } from '../../access/scope.ts'
import type { Principal, ScopeRange } from '../../graphql/context.ts'

/** The unit whose service a survey asks about: the hall and the deciding organisation of a case. */
export type VisitedUnit = {
  readonly veiledLo: number | null
  readonly veiledHi: number | null
  readonly veiledOrganisationId: number | null
  readonly veiledHallId: number | null
}

type Unit = { readonly organisationId: number | null; readonly hallId: number | null }

/**
 * The unit from which what people say of a case is hidden: its hall, its organisation, and everybody of the hall's region
 * where that lies inside of the region that asks.
 */
export const visitedUnit = (asking: ScopeRange, seat: ScopeRange, { organisationId, hallId }: Unit): VisitedUnit => {
  const isBelow = seat.lo > asking.lo || seat.hi < asking.hi
  return {
    veiledLo: isBelow ? seat.lo : null,
    veiledHi: isBelow ? seat.hi : null,
    veiledOrganisationId: organisationId,
    veiledHallId: hallId,
  }
}

/** Whether somebody belongs to the visited unit by any grant: the same question as the veil of row security asks. */
export const isOfUnit = (unit: VisitedUnit, { grants, ...scope }: Principal): boolean =>
  [scope, ...grants].some((held) => {
    const { veiledLo: lo, veiledHi: hi } = unit
    const whole = { lo: lo ?? 0, hi: hi ?? 0, organisationId: null, hallId: null }
    return (
      (lo !== null && hi !== null && contains(whole, held)) ||
      (held.organisationId !== null && held.organisationId === unit.veiledOrganisationId) ||
      (held.hallId !== null && held.hallId === unit.veiledHallId)
    )
  })
