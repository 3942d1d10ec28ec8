import type { MediaType } from '../tables.ts'

/** What bytes are by how they begin: a type that is taken, one that is known and not taken, or nothing known. */
export type Sniffed = MediaType | 'HEIC' | null

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const
/** Brands of ISO base media files (ISO/IEC 14496-12) that hold a picture of a telephone. */
const HEIC: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'])
/** Those that hold a film. */
const FILM: ReadonlySet<string> = new Set([
  'isom',
  'iso2',
  'iso4',
  'iso5',
  'iso6',
  'mp41',
  'mp42',
  'avc1',
  'M4V ',
  'qt  ',
])

/** Says what a file is by its content; what it is called is not looked at. */
export function sniff(bytes: Uint8Array): Sniffed {
  const textAt = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  const begins = (...magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte)
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (begins(...PNG)) return 'image/png'
  if (textAt(0, 4) === 'RIFF' && textAt(8, 12) === 'WEBP') return 'image/webp'
  if (textAt(0, 5) === '%PDF-') return 'application/pdf'
  if (textAt(4, 8) === 'ftyp') return ofBrand(textAt(8, 12))
  const isSound = textAt(0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)
  return isSound ? 'audio/mpeg' : null
}

function ofBrand(brand: string): Sniffed {
  if (HEIC.has(brand)) return 'HEIC'
  return FILM.has(brand) ? 'video/mp4' : null
}
