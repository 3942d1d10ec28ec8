import { hash, randomInt } from 'node:crypto'

/** Crockford's letters: none is taken for another. 20 of them are 100 bits. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 20

/** A new receipt code (回执码), `4F7QK-…`: whoever holds it follows the complaint; it is shown once and kept as a hash. */
export const makeReceipt = (): string =>
  Array.from({ length: LENGTH }, (_, at) => {
    const letter = LETTERS.charAt(randomInt(LETTERS.length))
    return at > 0 && at % 5 === 0 ? `-${letter}` : letter
  }).join('')

/** SHA-256 of a receipt code however it was typed, hex; null for what is none. */
export const receiptHash = (typed: string): string | null => {
  const code = typed.toUpperCase().replaceAll(/[\s-]/gu, '').replaceAll('O', '0').replaceAll(/[IL]/gu, '1')
  const isCode = code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter))
  return isCode ? hash('sha256', `complaint receipt ${code}`, 'hex') : null
}
