import type { Figures } from './result.ts'

/** Parts of a request and doings of k6 itself, which say nothing of the product. */
const UNTOLD =
  /^(?:http_req_(?:blocked|connecting|tls_handshaking|sending|receiving|waiting|failed)|iterations?|iteration_duration|data_.*|vus.*|group_duration)$/

/** Metrics with what they came to, by name, as a person reads them. */
export const toldFigures = (metrics: Readonly<Record<string, Figures>>): readonly (readonly [string, string])[] =>
  Object.keys(metrics)
    .filter((name) => !UNTOLD.test(name))
    .toSorted()
    .map((name) => [name, figuresOf(metrics[name] ?? {})])

const ORDER = ['count', 'rate', 'value', 'min', 'med', 'avg', 'p(95)', 'p(99)', 'max', 'passes', 'fails']

const figuresOf = (figures: Figures): string =>
  ORDER.flatMap((of) => (figures[of] === undefined ? [] : [`${of} ${short(figures[of])}`])).join(', ')

/** Four digits are enough. */
export const short = (value: number): string => String(Number(value.toPrecision(4)))
