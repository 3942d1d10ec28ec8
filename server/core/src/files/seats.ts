/** Lets so many in at once; the others wait their turn. The answer gives the seat back. */
export function seatsFor(most: number): () => Promise<() => void> {
  const waiting: (() => void)[] = []
  let taken = 0
  const leave = () => {
    const next = waiting.shift()
    if (next === undefined) taken--
    else next()
  }
  return async () => {
    if (taken < most) taken++
    else await new Promise<void>((resolve) => waiting.push(resolve))
    return leave
  }
}
