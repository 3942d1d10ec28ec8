import type { Text } from '../../text.ts'
import { zoneOffset } from './zone-offset.ts'

/** Gives the instant that a cell names, or what is wrong with it. */
export type ReadInstant = (cell: string) => Date | Text

type Parts = { readonly [Part in 'y' | 'M' | 'd' | 'H' | 'm' | 's' | 'f']?: string | undefined } & {
  readonly zone?: string | undefined
}
type Pattern = { readonly regex: RegExp; readonly parts: readonly (keyof Parts)[] }

/** With an offset or without; a fraction of any length is cut to milliseconds. */
const ISO: Pattern = {
  regex: /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/u,
  parts: ['y', 'M', 'd', 'H', 'm', 's', 'f', 'zone'],
}

const TOKENS: Readonly<Record<string, readonly [keyof Parts, string]>> = {
  yyyy: ['y', '(\\d{4})'],
  MM: ['M', '(\\d{2})'],
  M: ['M', '(\\d{1,2})'],
  dd: ['d', '(\\d{2})'],
  d: ['d', '(\\d{1,2})'],
  HH: ['H', '(\\d{2})'],
  H: ['H', '(\\d{1,2})'],
  mm: ['m', '(\\d{2})'],
  ss: ['s', '(\\d{2})'],
  SSS: ['f', '(\\d{3})'],
}

const compile = (format: string): Pattern => {
  if (format === 'iso') return ISO
  const parts: (keyof Parts)[] = []
  const source = format.replaceAll(/yyyy|MM|M|dd|d|HH|H|mm|ss|SSS|[^a-zA-Z]|[a-zA-Z]/gu, (token) => {
    const known = TOKENS[token]
    if (known === undefined) return token.replaceAll(/[$()*+.?[\\\]^{|}]/gu, '\\$&')
    parts.push(known[0])
    return known[1]
  })
  return { regex: new RegExp(`^${source}$`, 'u'), parts }
}

const NO_ZONE: Text = {
  'zh-CN': '该时间没有时区，映射文件也没有给出 file.zone（如 Asia/Shanghai）。',
  en: 'This has no offset, and the map names no file.zone (like Asia/Shanghai).',
}

const IMPOSSIBLE: Text = {
  'zh-CN': '该日期或时间不存在。',
  en: 'There is no such date or time.',
}

/** Reads instants in any of some formats; those without an offset are times of `zone`. */
export function instantReader(formats: readonly string[], zone: string | undefined): ReadInstant {
  const patterns = formats.map(compile)
  const unknown: Text = {
    'zh-CN': `无法识别的时间格式；映射文件列出的格式为：${formats.join('、')}。`,
    en: `This is not written in a format of the map: ${formats.join(', ')}.`,
  }
  return (cell) => {
    for (const { regex, parts } of patterns) {
      const match = regex.exec(cell)
      if (match !== null) return instantOf(Object.fromEntries(parts.map((part, at) => [part, match[at + 1]])), zone)
    }
    return unknown
  }
}

function instantOf({ y, M, d, H = '0', m = '0', s = '0', f = '', zone: offset }: Parts, zone: string | undefined) {
  const [month, day] = [Number(M ?? 1), Number(d ?? 1)]
  const wall = Date.UTC(
    Number(y),
    month - 1,
    day,
    Number(H),
    Number(m),
    Number(s),
    Number(f.padEnd(3, '0').slice(0, 3)),
  )
  const read = new Date(wall)
  const exists =
    read.getUTCMonth() === month - 1 && read.getUTCDate() === day && Number(H) < 24 && Number(m) < 60 && Number(s) < 60
  if (!exists) return IMPOSSIBLE
  if (offset !== undefined) return withOffset(wall, offset)
  return zone === undefined ? NO_ZONE : inZone(wall, zone)
}

function withOffset(wall: number, offset: string): Date | Text {
  if (offset === 'Z') return new Date(wall)
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.replace(':', '').slice(3, 5) || '0')
  if (minutes > 14 * 60) return IMPOSSIBLE
  return new Date(wall - (offset.startsWith('-') ? -minutes : minutes) * 60_000)
}

/** The earlier instant where clocks were put back; none where they were put forward over it. */
function inZone(wall: number, zone: string): Date | Text {
  const offsets = new Set([zoneOffset(zone, wall - 86_400_000), zoneOffset(zone, wall + 86_400_000)])
  const instants = [...offsets].map((offset) => wall - offset).filter((at) => at + zoneOffset(zone, at) === wall)
  return instants.length === 0 ? IMPOSSIBLE : new Date(Math.min(...instants))
}
