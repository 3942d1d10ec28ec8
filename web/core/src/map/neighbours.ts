export type Point = { readonly key: string; readonly x: number; readonly y: number }
export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

export const isDirection = (key: string): key is Direction => ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].includes(key)

/** The nearest point within 45 degrees of a direction, so that arrow keys walk over a map as eyes do. */
export function nextPoint(points: readonly Point[], from: Point, direction: Direction): Point | null {
  const sideways = direction === 'ArrowLeft' || direction === 'ArrowRight'
  const sign = direction === 'ArrowRight' || direction === 'ArrowDown' ? 1 : -1
  let best: Point | null = null
  let least = Number.POSITIVE_INFINITY
  for (const point of points) {
    const along = sign * (sideways ? point.x - from.x : point.y - from.y)
    const across = Math.abs(sideways ? point.y - from.y : point.x - from.x)
    if (point.key === from.key || along <= 0 || across > along) continue
    const distance = along + 2 * across
    if (distance < least) {
      least = distance
      best = point
    }
  }
  return best
}
