/** Round values from zero to at least the greatest of all, some four of them: where the lines of a chart are. */
export const ticksUpTo = (greatest: number): readonly number[] => {
  if (!(greatest > 0)) return [0, 1]
  const rough = greatest / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough) ?? 10) * power
  const count = Math.ceil(greatest / step - 1e-9)
  return Array.from({ length: count + 1 }, (_, n) => Number((n * step).toPrecision(10)))
}

const TIME_STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400] as const

/** Moments of a run that are easily read, at most seven. */
export const momentsUpTo = (seconds: number): readonly number[] => {
  const step = TIME_STEPS.find((each) => seconds / each <= 6) ?? 28_800
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, n) => n * step)
}

/** A number as a chart writes it: 12,500 or 0.25. */
export const written = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 })

/** Seconds as a chart writes them: 45 s, 12 min. */
export const writtenTime = (seconds: number): string =>
  seconds < 60 ? `${written(seconds)} s` : `${written(seconds / 60)} min`
