/** As it is kept and looked up: half-width, without blanks and hyphens, the check letter X large. */
export const normalIdNumber = (text: string): string => text.normalize('NFKC').replaceAll(/[\s-]/gu, '').toUpperCase()

/** As it is kept and looked up: half-width digits, without blanks, hyphens and brackets, and without +86. */
export const normalPhone = (text: string): string => {
  const plain = text.normalize('NFKC').replaceAll(/[\s()-]/gu, '')
  return plain.replace(/^(?:\+|00)86(?=\d)/u, '').replace(/^86(?=1\d{10}$)/u, '')
}

/** Blanks around it are no part of a name. */
export const normalName = (text: string): string => text.normalize('NFC').trim()
