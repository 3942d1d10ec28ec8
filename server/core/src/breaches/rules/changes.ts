import type { Figure, Target } from '../../indicators/figure.ts'

/** A figure of a region with the target that holds for it. */
export type Judged = {
  readonly regionId: number
  readonly indicator: string
  readonly figure: Pick<Figure, 'meetsTarget'>
  readonly target: Target | null
}

/** A breach that lasts. */
export type Lasting = { readonly regionId: number; readonly indicator: string }

/** What is to be done: which begin, which go on with another figure, which are over. */
export type Changes<Row extends Judged, Open extends Lasting> = {
  readonly begun: readonly Row[]
  readonly lasting: readonly { readonly open: Open; readonly row: Row }[]
  readonly over: readonly Open[]
}

const keyOf = ({ regionId, indicator }: Lasting): string => `${regionId} ${indicator}`

/**
 * A target is missed while there is data and the figure does not meet it: what has no data, no target or no indicator any
 * more is over. Each region and indicator is missed once at a time.
 */
export const changesOf = <Row extends Judged, Open extends Lasting>(
  judged: readonly Row[],
  open: readonly Open[],
): Changes<Row, Open> => {
  const missed = new Map(
    judged.filter(({ figure }) => figure.meetsTarget === false).map((row): [string, Row] => [keyOf(row), row]),
  )
  const known = new Set(open.map(keyOf))
  return {
    begun: [...missed].flatMap(([key, row]) => (known.has(key) ? [] : [row])),
    lasting: open.flatMap((one) => {
      const row = missed.get(keyOf(one))
      return row === undefined ? [] : [{ open: one, row }]
    }),
    over: open.filter((one) => !missed.has(keyOf(one))),
  }
}
