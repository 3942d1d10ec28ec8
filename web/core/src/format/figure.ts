/** A figure as the API answers it; `display` never rounds a miss up to its target. */
export type Figure = {
  readonly value: number | null
  readonly n: number
  readonly display: string
  readonly noData: string | null
  readonly meetsTarget: boolean | null
  readonly asOf: string
}

/** What an indicator measures: a share in percent or of ten thousand, a number of cases, or working days. */
export type IndicatorUnit = 'PERCENT' | 'PER_TEN_THOUSAND' | 'COUNT' | 'WORKING_DAYS'

/** Splits `99.84%` into the number and its sign, so that the sign can be set smaller. */
export function splitDisplay(display: string): { readonly number: string; readonly sign: string } {
  const match = /^([-–]?[\d.,]+)\s*(.*)$/.exec(display)
  return match ? { number: match[1] ?? display, sign: match[2] ?? '' } : { number: display, sign: '' }
}

const places = (unit: IndicatorUnit): number =>
  unit === 'PERCENT' || unit === 'PER_TEN_THOUSAND' ? 2 : unit === 'WORKING_DAYS' ? 1 : 0

/** A difference at the precision of its unit, never shown as nothing when there is one. */
export function showDifference(difference: number, unit: IndicatorUnit): string {
  const digits = places(unit)
  const least = 10 ** -digits
  const size = Math.abs(difference)
  // Half a unit of the floating point remainder must not become a visible difference.
  if (size < 1e-9) return (0).toFixed(digits)
  return grouped(Math.max(size, least), digits)
}

/** A number with thousands separators, which are the same in both languages. */
export function grouped(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

export type Change = {
  readonly direction: 'up' | 'down' | 'same'
  readonly verdict: 'better' | 'worse' | null
  readonly size: string
}

/** A change against an earlier figure, or null when either has no data. Volumes (`better` neither) get no verdict. */
export function change(now: Figure, before: Figure | undefined, unit: IndicatorUnit, better: string): Change | null {
  if (now.value === null || before === undefined || before.value === null) return null
  const difference = now.value - before.value
  if (Math.abs(difference) < 1e-9) return { direction: 'same', verdict: null, size: showDifference(0, unit) }
  const direction = difference > 0 ? 'up' : 'down'
  const good = better === 'HIGHER' ? 'up' : better === 'LOWER' ? 'down' : null
  return {
    direction,
    verdict: good === null ? null : good === direction ? 'better' : 'worse',
    size: showDifference(difference, unit),
  }
}

/** 万 on cards: from 100,000 on, one decimal; the exact number belongs into the title. Null below. */
export function inTenThousands(value: number): string | null {
  return Math.abs(value) >= 100_000 ? grouped(value / 10_000, 1) : null
}

/** Rounds down to two decimals, so that 99.996 is not written as 100.00. */
export function percentFloor(value: number): string {
  return (Math.floor(value * 100 + 1e-7) / 100).toFixed(2)
}
