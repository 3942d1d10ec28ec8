import pg from 'pg'

type Parse = (text: string) => unknown

const safeInteger: Parse = (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The bigint ${text} does not fit a JavaScript number.`)
  return value
}

const sameText: Parse = (text) => text

const int8 = 20
const date = 1082
const numeric = 1700
const textArray = 1009
const int8Array = 1016
const dateArray = 1182
const numericArray = 1231

const parserOf = pg.types.getTypeParser as (oid: number, format?: 'text' | 'binary') => Parse

function arrayOf(parse: Parse): Parse {
  const parseTexts = parserOf(textArray, 'text')
  return (text) => {
    const items = parseTexts(text)
    return Array.isArray(items) ? items.map((item: unknown) => (typeof item === 'string' ? parse(item) : item)) : items
  }
}

const parsers: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [int8, safeInteger],
  [date, sameText],
  [numeric, Number],
  [int8Array, arrayOf(safeInteger)],
  [dateArray, arrayOf(sameText)],
  [numericArray, arrayOf(Number)],
])

/**
 * How SQL values become JavaScript ones: date → 'YYYY-MM-DD', int8 → number (throws when unsafe),
 * numeric → number, timestamptz → Date.
 */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? parserOf(oid, format)) as typeof pg.types.getTypeParser,
}
