import type { Region } from '../../registers/region.ts'
import type { WindowKind } from '../../registers/tables.ts'

/** Levels whose authorities are to have a quality group. */
const AUTHORITIES: ReadonlySet<Region['level']> = new Set(['PROVINCE', 'CITY', 'COUNTY'])

/** Whether a region has an authority of whom 4-a is asked. */
export const hasAuthority = ({ level }: Pick<Region, 'level'>): boolean => AUTHORITIES.has(level)

/** What a hall with windows of these kinds adds to the counts of its region (5-a). */
export const standingOfHall = (kinds: readonly WindowKind[]): Readonly<Record<string, number>> => {
  const comprehensive = kinds.includes('COMPREHENSIVE')
  return {
    halls: 1,
    'halls-with-comprehensive-window': Number(comprehensive),
    // What is accepted at a special window is not accepted at a comprehensive one.
    'halls-all-comprehensive': Number(comprehensive && !kinds.includes('SPECIAL')),
    'halls-with-unresolved-cases-window': Number(kinds.includes('UNRESOLVED_CASES')),
  }
}
