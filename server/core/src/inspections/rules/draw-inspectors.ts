import { byKey } from './draw-targets.ts'
import { randomStream, shuffled } from './random-stream.ts'

/** Somebody who may inspect, and which targets not. */
export type InspectorInFrame = {
  readonly key: string
  /** Keys of targets: of the own unit, and where an interest was declared. */
  readonly barredFrom: ReadonlySet<string>
}

/** Who inspects a target; `inspectors` are fewer than wanted where too few may. */
export type DrawnInspectors = { readonly target: string; readonly inspectors: readonly string[] }

/**
 * Draws who inspects which target: for each target in turn, of those who may, those with the fewest targets so far, in a
 * random order of their own for each target.
 */
export function drawInspectors(
  targets: readonly string[],
  frame: readonly InspectorInFrame[],
  perTarget: number,
  seed: string,
): readonly DrawnInspectors[] {
  const load = new Map(frame.map(({ key }) => [key, 0]))
  const sorted = frame.toSorted(byKey)
  return targets.map((target) => {
    const may = sorted.filter(({ barredFrom }) => !barredFrom.has(target))
    const order = shuffled(may, randomStream(seed, `inspectors ${target}`))
    const inspectors = order
      .toSorted((a, b) => (load.get(a.key) ?? 0) - (load.get(b.key) ?? 0))
      .slice(0, perTarget)
      .map(({ key }) => key)
    for (const key of inspectors) load.set(key, (load.get(key) ?? 0) + 1)
    return { target, inspectors }
  })
}

/** Who takes the place of an inspector who withdraws; undefined when nobody may. */
export function drawSubstitute(
  target: string,
  frame: readonly InspectorInFrame[],
  present: ReadonlySet<string>,
  seed: string,
): string | undefined {
  const may = frame.filter(({ key, barredFrom }) => !present.has(key) && !barredFrom.has(target)).toSorted(byKey)
  return shuffled(may, randomStream(seed, `substitute ${target} ${[...present].toSorted().join(' ')}`))[0]?.key
}
