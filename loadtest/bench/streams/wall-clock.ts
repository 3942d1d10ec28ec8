/** The offset of the steady clock is looked up anew after so long: the wall clock may be slewed meanwhile. */
const TRUSTED_MS = 5_000

const offset = (): number => {
  const before = Date.now()
  let [now, steady] = [before, performance.now()]
  while (now === before) [now, steady] = [Date.now(), performance.now()]
  return now - steady
}

/** Makes a clock of milliseconds since 1970 with their fractions, comparable with that of PostgreSQL beside it. */
export const createWallClock = (): (() => number) => {
  let [known, until] = [offset(), performance.now() + TRUSTED_MS]
  return () => {
    const steady = performance.now()
    if (steady > until) [known, until] = [offset(), steady + TRUSTED_MS]
    return known + steady
  }
}
