import { Kind, type ValueNode } from 'graphql'
import type { Builder } from './builder.ts'
import { problem, type InputProblem } from './errors.ts'
import { invalid } from './fault.ts'
import { showable } from './messages.ts'

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})$/u
const LOCAL_DATE = /^(\d{4})-(\d{2})-(\d{2})$/u
const FIRST_YEAR = 1900
const LAST_YEAR = 2100

function dayExists(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function yearInRange(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR
}

function notADateTime(value: string) {
  const shown = showable(value)
  return invalid({
    'zh-CN': `“${shown}”不是可用的时间。请写成带时区的 ISO 8601 形式，年份在 1900 至 2100 之间，如 2026-03-02T09:00:00+08:00。`,
    en: `"${shown}" is not a usable instant. Write ISO 8601 with an offset and a year from 1900 to 2100, like 2026-03-02T09:00:00+08:00.`,
  })
}

/** Reads an ISO 8601 instant with an offset, to the millisecond; throws INVALID_INPUT for anything else. */
export function parseInstant(value: unknown): Date {
  const text = typeof value === 'string' ? value : String(value)
  const match = typeof value === 'string' ? INSTANT.exec(value) : null
  if (match === null) throw notADateTime(text)
  const part = (index: number) => Number(match[index] ?? 0)
  const zone = match[8] ?? 'Z'
  const offsetHours = zone === 'Z' ? 0 : Number(zone.slice(1, 3))
  const offsetMinutes = zone === 'Z' ? 0 : Number(zone.slice(4, 6))
  const possible =
    yearInRange(part(1)) &&
    dayExists(part(1), part(2), part(3)) &&
    part(4) <= 23 &&
    part(5) <= 59 &&
    part(6) <= 59 &&
    offsetMinutes <= 59 &&
    offsetHours * 60 + offsetMinutes <= 14 * 60
  if (!possible) throw notADateTime(text)
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3))
  const wall = Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6), milliseconds)
  const shift = (offsetHours * 60 + offsetMinutes) * 60_000 * (zone.startsWith('-') ? -1 : 1)
  return new Date(wall - shift)
}

/** An instant that could not be read, as it was written. */
export type UnreadableInstant = { readonly unreadable: string }

/** Reads an instant, or keeps what was written for the answer about its item. */
export function readReportedInstant(value: unknown): Date | UnreadableInstant {
  try {
    return parseInstant(value)
  } catch {
    return { unreadable: typeof value === 'string' ? value : JSON.stringify(value) }
  }
}

/** What is wrong with an instant that could not be read. */
export const unreadableInstant = ({ unreadable }: UnreadableInstant, path: readonly string[]): InputProblem => {
  const { code, params } = notADateTime(unreadable)
  return problem(code, params, path)
}

/** Reads a local date `YYYY-MM-DD` of Asia/Shanghai that exists; throws INVALID_INPUT for anything else. */
export function parseLocalDate(value: unknown): string {
  const match = typeof value === 'string' ? LOCAL_DATE.exec(value) : null
  if (
    match !== null &&
    yearInRange(Number(match[1])) &&
    dayExists(Number(match[1]), Number(match[2]), Number(match[3]))
  ) {
    return match[0]
  }
  const shown = showable(String(value))
  throw invalid({
    'zh-CN': `“${shown}”不是可用的日期。请写成 YYYY-MM-DD，年份在 1900 至 2100 之间，如 2026-03-02。`,
    en: `"${shown}" is not a usable date. Write YYYY-MM-DD with a year from 1900 to 2100, like 2026-03-02.`,
  })
}

/** Reads a region code of 2, 4, 6, 9 or 12 digits and pads it to 12; throws INVALID_INPUT for anything else. */
export function parseRegionCode(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  if (/^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/u.test(text)) return text.padEnd(12, '0')
  const shown = showable(String(value))
  throw invalid({
    'zh-CN': `“${shown}”不是区划代码。请写 12 位数字，也可以只写前 2、4、6 或 9 位，如 430102。`,
    en: `"${shown}" is not a region code. Write 12 digits, or the first 2, 4, 6 or 9 of them, like 430102.`,
  })
}

function textOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : node.kind
}

/** Defines the scalars of the API. */
export function defineScalars(builder: Builder): void {
  builder.scalarType('DateTime', {
    description:
      'An instant, ISO 8601 with an offset (2026-03-02T09:00:00+08:00). Answers are in UTC and end in Z. Years 1900 to 2100.',
    serialize: (value) => (value instanceof Date ? value : new Date(value)).toISOString(),
    parseValue: parseInstant,
    parseLiteral: (node) => parseInstant(textOf(node)),
  })
  builder.scalarType('ReportedInstant', {
    description:
      'An instant as a source reports it, ISO 8601 with an offset. One that cannot be read refuses its own item, not the request.',
    serialize: (value) => (value instanceof Date ? value.toISOString() : value.unreadable),
    parseValue: readReportedInstant,
    parseLiteral: (node) => readReportedInstant(textOf(node)),
  })
  builder.scalarType('Date', {
    description: 'A day by the calendar of Asia/Shanghai, YYYY-MM-DD.',
    serialize: (value) => value,
    parseValue: parseLocalDate,
    parseLiteral: (node) => parseLocalDate(textOf(node)),
  })
  builder.scalarType('RegionCode', {
    description:
      'The code of a region by GB/T 2260 and its extension to villages: 12 digits. The first 2, 4, 6 or 9 digits are accepted and padded with zeros.',
    serialize: (value) => value,
    parseValue: parseRegionCode,
    parseLiteral: (node) => parseRegionCode(textOf(node)),
  })
}
