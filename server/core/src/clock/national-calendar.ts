import { readFileSync } from 'node:fs'
import { dayNumberOf } from './local-time.ts'
import type { CalendarException } from './types.ts'

export type NationalDay = CalendarException & { readonly name: string }

/** The national days and the years whose notice is published, ascending and without a gap. */
export type NationalDays = {
  readonly exceptions: readonly NationalDay[]
  readonly years: readonly number[]
  /** First local date that no notice covers. */
  readonly publishedUntil: string
}

/**
 * Reads the columns date, kind (off | work), name. A year is published when it has rows: every notice has some.
 * Throws RangeError on a malformed row or a missing year in between.
 */
export const parseNationalDays = (csv: string): NationalDays => {
  const [header, ...lines] = csv.trim().split(/\r?\n/)
  if (header !== 'date,kind,name') throw new RangeError(`Expected the header date,kind,name, found "${header}"`)
  const exceptions = lines.map(parseRow)
  const years = [...new Set(exceptions.map(({ date }) => Number(date.slice(0, 4))))].toSorted((a, b) => a - b)
  const last = years.at(-1)
  if (last === undefined) throw new RangeError('The national calendar is empty')
  const gap = years.find((year, index) => index > 0 && year - 1 !== years[index - 1])
  if (gap !== undefined) throw new RangeError(`The national calendar has no rows for ${gap - 1}`)
  return { exceptions, years, publishedUntil: `${last + 1}-01-01` }
}

/** The national days shipped with the software: `data/calendar.csv`, made by `tools/make-calendar.ts`. */
export const loadNationalDays = (): NationalDays =>
  parseNationalDays(readFileSync(new URL('../../data/calendar.csv', import.meta.url), 'utf8'))

const parseRow = (line: string, index: number): NationalDay => {
  const [date = '', kind, name = ''] = line.split(',')
  dayNumberOf(date)
  if (kind !== 'off' && kind !== 'work')
    throw new RangeError(`Row ${index + 2}: kind must be off or work, not "${kind}"`)
  return { date, kind, name }
}
