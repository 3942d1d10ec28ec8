/** Provinces of GB/T 2260, and 9 in front of the codes of permanent residents from abroad. */
const REGION = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d)/u
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECKS = '10X98765432'

/**
 * Whether 18 characters are an identity number: region, day of birth and check digit (GB 11643-1999, ISO 7064
 * MOD 11-2).
 */
export const isIdNumber = (text: string): boolean =>
  /^\d{17}[\dX]$/u.test(text) && REGION.test(text) && isDay(text.slice(6, 14)) && text[17] === checkDigitOf(text)

/** The check digit of the first 17 digits. */
export const checkDigitOf = (text: string): string => {
  const sum = WEIGHTS.reduce<number>((total, weight, index) => total + weight * Number(text[index]), 0)
  return CHECKS.charAt(sum % 11)
}

const isDay = (digits: string): boolean => {
  const iso = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  const at = Date.parse(`${iso}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(iso) && iso >= '1850' && iso < '2101'
}
