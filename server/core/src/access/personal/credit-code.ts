const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = Array.from({ length: 17 }, (_, index) => 3 ** index % 31)

/** Whether 18 characters are a unified social credit code: alphabet and check character (GB 32100-2015). */
export const isCreditCode = (text: string): boolean => {
  const values = Array.from(text, (letter) => ALPHABET.indexOf(letter))
  if (values.length !== 18 || values.includes(-1)) return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * (values[index] ?? 0), 0)
  return values[17] === (31 - (sum % 31)) % 31
}
