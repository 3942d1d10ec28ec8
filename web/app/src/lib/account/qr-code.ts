import { encode } from 'uqr'

/** A QR code as the outline of its dark squares, in a box of `size` × `size` with a quiet edge of four. */
export function qrOutline(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const rows = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
  return { size, path: rows.join('') }
}
