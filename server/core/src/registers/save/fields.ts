import { dayNumberOf } from '../../clock/local-time.ts'
import type { Text } from '../../text.ts'
import type { Reading } from '../reading.ts'
import type { Report } from './problems.ts'

const UNSHOWABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

/** Why a text cannot be stored, or null. Lengths count UTF-16 units after trimming. */
export function textFault(text: string, longest: number): Text | null {
  if (text === '') return { 'zh-CN': '不能为空，请填写。', en: 'This is empty; fill it in.' }
  if (!text.isWellFormed() || UNSHOWABLE.test(text)) {
    return {
      'zh-CN': '含有控制字符或残缺字符，请删除后重试。',
      en: 'This contains a control character or half a character; take it out.',
    }
  }
  if (text.length <= longest) return null
  return { 'zh-CN': `超过 ${longest} 个字符，请缩短。`, en: `This is longer than ${longest} characters; shorten it.` }
}

/** Trims a text and checks it; undefined and a problem when it cannot be stored. */
export function readText(report: Report, field: string, value: string, longest: number): string | undefined {
  const text = value.trim()
  const detail = textFault(text, longest)
  return detail === null ? text : report.invalid(field, detail)
}

/** A code: 1 to 64 characters. */
export const readCode = (report: Report, field: string, value: string): string | undefined =>
  readText(report, field, value, 64)

/** A name that must be there: given now, or stored before. */
export function readName(report: Report, field: string, given: string | null | undefined, now?: string) {
  if (given === undefined && now !== undefined) return now
  return readText(report, field, given ?? '', 200)
}

/** A text that may be missing: null clears it, undefined keeps what is stored. */
export function readOptional(
  report: Report,
  field: string,
  given: string | null | undefined,
  now: string | null | undefined,
  longest = 200,
): string | null {
  if (given === undefined) return now ?? null
  if (given === null || given.trim() === '') return null
  return readText(report, field, given, longest) ?? null
}

/** The reading that is given, each half by itself, or the one that is known. */
export function readingOf(
  given: { readonly pinyin?: string | null | undefined; readonly initials?: string | null | undefined },
  known: Reading,
  report: Report,
): Reading {
  const plain = (field: 'pinyin' | 'initials'): string => {
    const text = given[field]?.trim().toLowerCase()
    if (text === undefined || text === '') return known[field]
    if (/^[a-z0-9]{1,400}$/.test(text)) return text
    report.invalid(field, {
      'zh-CN': '拼音只含字母和数字，不带声调和空格。',
      en: 'Only letters and digits, no tones or spaces.',
    })
    return known[field]
  }
  return { pinyin: plain('pinyin'), initials: plain('initials') }
}

type Validity = { readonly validFrom?: string | undefined; readonly validTo?: string | null | undefined }

/** From when to when (exclusive) something holds, as local dates. */
export function readValidity(
  report: Report,
  given: Validity,
  now: { readonly validFrom: string; readonly validTo: string | null } | undefined,
  fallback: string,
): { validFrom: string; validTo: string | null } {
  const validFrom = given.validFrom ?? now?.validFrom ?? fallback
  const validTo = given.validTo === undefined ? (now?.validTo ?? null) : given.validTo
  const usable = isDay(report, 'validFrom', validFrom)
  if (validTo !== null && isDay(report, 'validTo', validTo) && usable && validTo <= validFrom) {
    report.invalid('validTo', {
      'zh-CN': `失效日期 ${validTo} 应晚于生效日期 ${validFrom}。`,
      en: `The end ${validTo} must be later than the beginning ${validFrom}.`,
    })
  }
  return { validFrom, validTo }
}

function isDay(report: Report, field: string, day: string): boolean {
  try {
    dayNumberOf(day)
  } catch {
    report.invalid(field, {
      'zh-CN': '这不是可用的日期，请写成 YYYY-MM-DD。',
      en: 'This is not a date that exists; write YYYY-MM-DD.',
    })
    return false
  }
  if (day >= '1900-01-01' && day <= '2100-12-31') return true
  report.say(field, 'DATE_OUT_OF_RANGE', {
    value: day,
    detail: { 'zh-CN': '年份应在 1900 至 2100 之间。', en: 'The year must be from 1900 to 2100.' },
  })
  return false
}
