import { createHash } from 'node:crypto'

const LENGTH = 32

/**
 * The id of a trusted document: the first 32 characters of the SHA-256 of its text, in lower-case hexadecimal.
 * The console's build writes the manifest with it, the server checks the manifest with it.
 */
export const documentIdOf = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('hex').slice(0, LENGTH)
