import { randomInt } from 'node:crypto'
import { digest } from '../tokens.ts'

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP = 4
/** How many are given at once. */
export const RECOVERY_CODES = 10

/** A code for the day when the phone is lost: 80 random bits, so that a plain digest is enough to keep it by. */
function newRecoveryCode(): string {
  const group = () => Array.from({ length: GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** Ten codes, each good for one sign-in; shown once. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
}

/** What the database keeps of a code; hyphens, spaces and capitals do not matter when it is typed. */
export function recoveryDigest(code: string): string {
  return digest(code.toLowerCase().replaceAll(/[^a-z0-9]/gu, ''))
}
