/** A number for a case that no other bears: what made it, and last when it was made, in milliseconds. */
export const caseNumberOf = (maker: string): string => `${maker}-${Date.now()}`

/** When a case was made, from its number. */
export const madeAt = (number: string): number => Number(number.slice(number.lastIndexOf('-') + 1))
