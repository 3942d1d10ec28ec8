import { LEVELS, type Level } from './tables.ts'

/** How many zeros end the 12-digit code of a region of this level. */
const ZEROS: Readonly<Record<Level, number>> = { PROVINCE: 10, CITY: 8, COUNTY: 6, TOWNSHIP: 3, VILLAGE: 0 }

/** Scope keys per code: leaves room below the smallest step of the numbering. */
const KEYS_PER_CODE = 16

/** How many scope keys a region of this level spans, its subtree included. */
export function spanOf(level: Level): number {
  return KEYS_PER_CODE * 10 ** ZEROS[level]
}

/** The scope key that a 12-digit code has by nature. */
export function keyOfCode(code: string): number {
  return Number(code) * KEYS_PER_CODE
}

/** Whether a text is a region code in full, not that of the whole country. */
export function isRegionCode(code: string): boolean {
  return /^[1-9]\d{11}$/.test(code)
}

/** The highest level whose zeros the code has: 430100000000 → CITY. */
export function levelOfCode(code: string): Level {
  return LEVELS.find((level) => code.endsWith('0'.repeat(ZEROS[level]))) ?? 'VILLAGE'
}

/** The code of the region one level up that a code names in its front digits; null for a province. */
export function parentCodeOf(code: string): string | null {
  const above = LEVELS[LEVELS.indexOf(levelOfCode(code)) - 1]
  return above === undefined ? null : code.slice(0, 12 - ZEROS[above]).padEnd(12, '0')
}

/** Whether `upper` stands above `lower` in the five levels. */
export function isAbove(upper: Level, lower: Level): boolean {
  return LEVELS.indexOf(upper) < LEVELS.indexOf(lower)
}
