/**
 * Cuts figures into five steps of about equal membership, the worst first. The bounds are shown in the legend, so they
 * are the figures themselves; fewer different figures give fewer steps.
 */
export function steps(values: readonly number[], higherIsBetter: boolean): readonly number[] {
  const sorted = [...new Set(values)].sort((a, b) => (higherIsBetter ? a - b : b - a))
  const bounds = [1, 2, 3, 4].map((at) => sorted[Math.floor((at * sorted.length) / 5)]).filter((bound) => bound !== undefined)
  return [...new Set(bounds)]
}

/** Colour 5 (stands out most) for the worst step down to 1. */
export function stepOf(value: number, bounds: readonly number[], higherIsBetter: boolean): 1 | 2 | 3 | 4 | 5 {
  const passed = bounds.filter((bound) => (higherIsBetter ? value >= bound : value <= bound)).length
  return ([5, 4, 3, 2, 1] as const)[passed] ?? 1
}
